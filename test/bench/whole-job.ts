import { createReadStream } from 'node:fs';
import type { AnyCall } from '../../src/calls/types.ts';
import { createCallTracker } from '../../src/calls/tracker.ts';
import { loadCatalog } from '../../src/catalog/index.ts';
import { readConfig } from '../../src/config.ts';
import { createDiagnostician } from '../../src/diagnosis/diagnose.ts';
import { isDrainTime, openTrace } from '../../src/explain/trace.ts';
import { createTraceReader } from '../../src/trace/read.ts';
import type { LogLine } from '../../src/trace/traced.ts';

/**
 * One file, as the bot would read it: with `read` up to its calls, with `judge` up to the findings, else the whole answer with the catalog
 * loaded before. Prints how many messages and calls there were.
 */
const [path = '', what] = process.argv.slice(2);
const chunks = createReadStream(path, { highWaterMark: 1 << 20 });
if (what === undefined) {
  const session = openTrace(loadCatalog(readConfig({}, 'bench').catalogFolder), path);
  for await (const chunk of chunks) session.push(chunk as Uint8Array);
  const result = session.end();
  process.stdout.write(`${result.summary.messages} ${result.lines.length}\n`);
} else {
  const tracker = createCallTracker();
  const diagnostician = what === 'judge' ? createDiagnostician() : undefined;
  const logLines: LogLine[] = [];
  let messages = 0;
  let calls = 0;
  const take = (call: AnyCall): void => {
    calls += 1;
    diagnostician?.judge(call);
  };
  const reader = createTraceReader(path, {
    message(message) {
      tracker.add(message);
      messages += 1;
      if (isDrainTime(messages)) tracker.closed(take);
    },
    logLine: (line) => void logLines.push(line),
  });
  for await (const chunk of chunks) reader.push(chunk as Uint8Array);
  const summary = reader.end();
  const result = tracker.finish(summary);
  for (const call of result.calls) take(call);
  diagnostician?.finish(result, summary, logLines);
  process.stdout.write(`${messages} ${calls}\n`);
}
