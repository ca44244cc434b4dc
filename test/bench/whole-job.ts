import { createReadStream } from 'node:fs';
import { createCallTracker } from '../../src/calls/tracker.ts';
import { loadCatalog } from '../../src/catalog/index.ts';
import { readConfig } from '../../src/config.ts';
import { isDrainTime, openTrace } from '../../src/explain/trace.ts';
import { createTraceReader } from '../../src/trace/read.ts';

/** One file, as the bot would read it; with `read`, without judging. Prints how many messages and calls there were. */
const [path = '', what] = process.argv.slice(2);
if (what === 'read') {
  const tracker = createCallTracker();
  let messages = 0;
  let calls = 0;
  const reader = createTraceReader(path, {
    message(message) {
      tracker.add(message);
      messages += 1;
      if (isDrainTime(messages)) calls += tracker.closed().length;
    },
    logLine: () => undefined,
  });
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) reader.push(chunk as Uint8Array);
  calls += tracker.finish(reader.end()).calls.length;
  process.stdout.write(`${messages} ${calls}\n`);
} else {
  const session = openTrace(loadCatalog(readConfig({}, 'bench').catalogFolder), path);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) session.push(chunk as Uint8Array);
  const result = session.end();
  process.stdout.write(`${result.summary.messages} ${result.lines.length}\n`);
}
