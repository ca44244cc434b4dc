import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadCatalog } from '../src/catalog/index.ts';
import { openTrace, type TraceResult } from '../src/explain/trace.ts';

/** Logs and captures by other people, beside the project; the test skips itself where they are not. */
const corpus = join(import.meta.dirname, '../../shared/corpus/dev');

interface Row {
  readonly file: string;
  readonly messages?: number | null;
  readonly calls?: number | null;
}

/** Where we differ from the truth beside a file: what we find, and why that is right. */
const DIFFERENCES: Readonly<
  Record<string, { readonly messages?: number; readonly calls?: number; readonly why: string }>
> = {
  'captures/jmartinezmolina__ptavi-pfinal/error.libpcap': { calls: 1, why: 'an INVITE without Call-ID is a call too' },
  'captures/jmartinezmolina__ptavi-pfinal/llamada.libpcap': {
    messages: 22,
    calls: 1,
    why: 'an INVITE without Call-ID is a call too; one datagram holds 100, 180 and 200; the truth has only the first (its own note)',
  },
  'captures/ntop__nDPI/fuzz-2006-06-26-2594.pcap': {
    messages: 55,
    calls: 7,
    why: 'bit errors: four start lines with a zero byte that the truth passes over, one without its line feed; damaged Call-IDs count as calls of their own',
  },
  'captures/shizw2__open5gsTest/ipsec_reg.pcapng': {
    messages: 49,
    why: 'the first fragment of a message whose rest is not in the file is kept as a cut message',
  },
  'captures/shizw2__open5gsTest/volte.pcapng': {
    messages: 42,
    why: 'the first fragment of a message whose rest is not in the file is kept as a cut message',
  },
  'text/call-flow-text/vox-zen__sip-call-visualizer__vox.txt': {
    calls: 0,
    why: 'a drawing of a call without any message: nothing to read a call from',
  },
  'text/sip-bare/dfgs__SIPParserLib__incomplete.txt': {
    calls: 0,
    why: 'the INVITE has a To-tag: a re-INVITE, so that the start of its call was not read',
  },
};

const rowsOf = (name: string): readonly Row[] =>
  readFileSync(join(corpus, name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);

/** Call-IDs of calls whose first INVITE was read; a call that lost its Call-ID counts too. */
const callsOf = (result: TraceResult): number =>
  new Set(
    result.lines
      .filter((line) => line.kind === 'call' && line.coverage.start)
      .map((line) => line.callIds[0] ?? `without ${line.id}`),
  ).size;

test.skipIf(!existsSync(corpus))(
  'every file of the corpus is read as its truth says, or the difference is explained (needs ../shared/corpus)',
  { timeout: 120_000 },
  () => {
    const catalog = loadCatalog(join(import.meta.dirname, '../catalog'));
    const table: string[] = [];
    const wrong: string[] = [];
    for (const row of ['captures.jsonl', 'text.jsonl', 'lab.jsonl'].flatMap(rowsOf)) {
      const session = openTrace(catalog, row.file);
      session.push(readFileSync(join(corpus, row.file)));
      const result = session.end();
      const difference = DIFFERENCES[row.file];
      const expected = {
        messages: difference?.messages ?? row.messages ?? undefined,
        calls: difference?.calls ?? row.calls ?? undefined,
      };
      const found = { messages: result.summary.messages, calls: callsOf(result) };
      table.push(
        [
          row.file.replace(/^(.{60}).+$/, '$1…').padEnd(62),
          result.summary.formats.join(',').padEnd(22),
          found.messages,
          found.calls,
          `${row.messages ?? '-'}/${row.calls ?? '-'}`,
          difference?.why ?? '',
        ].join(' '),
      );
      if (expected.messages !== undefined && expected.messages !== found.messages)
        wrong.push(`${row.file}: ${found.messages} messages, expected ${expected.messages}`);
      if (expected.calls !== undefined && expected.calls !== found.calls)
        wrong.push(`${row.file}: ${found.calls} calls, expected ${expected.calls}`);
      if (row.file.includes('/not-sip/') && found.messages > 0)
        wrong.push(`${row.file}: ${found.messages} messages invented`);
    }
    process.stdout.write(
      `${table.join('\n')}\n${table.length} files, ${Object.keys(DIFFERENCES).length} differences explained, ${wrong.length} not\n`,
    );
    expect(wrong).toEqual([]);
  },
);
