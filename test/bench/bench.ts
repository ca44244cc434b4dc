import { benchAdapters } from './adapters.ts';
import { benchMatcher } from './matcher.ts';
import { benchParsers } from './parsers.ts';
import { benchReading } from './reading.ts';
import { benchStart } from './start.ts';

/** `npm run bench [-- part ...]`: prints what it measured, nothing else. Parts: start, matcher, parsers, reading, adapters. */
const PARTS: Readonly<Record<string, () => unknown>> = {
  start: benchStart,
  matcher: benchMatcher,
  parsers: benchParsers,
  reading: benchReading,
  adapters: benchAdapters,
};

const wanted = process.argv.slice(2);
for (const [name, part] of Object.entries(PARTS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stdout.write(`\n== ${name}\n`);
  await part();
}
