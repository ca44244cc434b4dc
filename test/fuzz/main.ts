import { join } from 'node:path';
import { packageFolder } from '../../src/config.ts';
import { fuzz } from './fuzz.ts';

/** `npm run fuzz [-- inputs [seed]]`: reads damaged traces and prints what it measured; exit status 1 where one fails. */
const inputs = Number(process.argv[2] ?? 20_000);
const seed = Number(process.argv[3] ?? 1);
const report = fuzz(join(packageFolder, 'test'), inputs, seed);
process.stdout.write(
  `${report.inputs} inputs (seed ${seed}), ${report.messages} messages read, ${report.thrown.length} thrown, ${report.invented.length} invented, slowest ${report.slowestMs.toFixed(0)} ms, ${report.slowestPerKb.toFixed(1)} ms/KB\n`,
);
for (const problem of [...report.thrown, ...report.invented].slice(0, 20)) process.stdout.write(`${problem}\n`);
process.exitCode = report.thrown.length + report.invented.length > 0 ? 1 : 0;
