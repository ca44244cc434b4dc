import { splitByLength } from './reading.ts';

process.stdout.write(`${splitByLength(process.argv[2] ?? '')}\n`);
