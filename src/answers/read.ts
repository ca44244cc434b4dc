import type { Messages } from '../catalog/index.ts';
import type { Block } from './answer.ts';
import type { TraceFacts } from './trace-facts.ts';

/** Formats that have packets, not lines. */
const CAPTURES: ReadonlySet<string> = new Set(['pcap', 'pcapng', 'hep']);

/** What was read, in which formats, and what was not: nobody should have to guess what an answer rests on. */
export function readBlock(facts: TraceFacts, messages: Messages): Block {
  const { summary } = facts;
  const count = (kind: string): number => facts.lines.filter((line) => line.kind === kind).length;
  const repairs = Object.values(summary.repairs).reduce((sum, times) => sum + times, 0);
  const parts = [
    summary.formats.length === 0 && summary.messages === 0
      ? messages.message('read.no-messages')
      : messages.message('read.messages', {
          formats: summary.formats.join(', ') || '-',
          messages: summary.messages,
          calls: count('call'),
          registrations: count('registration'),
        }),
    ...(summary.duplicates > 0 ? [messages.message('read.duplicates', { count: summary.duplicates })] : []),
    ...(summary.damaged > 0 ? [messages.message('read.damaged', { count: summary.damaged })] : []),
    ...(repairs > 0 ? [messages.message('read.repaired', { count: repairs })] : []),
    ...(summary.logLines > 0 ? [messages.message('read.log-lines', { count: summary.logLines })] : []),
    ...(summary.skippedLines > 0
      ? [
          messages.message(
            summary.formats.some((format) => !CAPTURES.has(format)) || summary.formats.length === 0
              ? 'read.skipped'
              : 'read.skipped-packets',
            { count: summary.skippedLines },
          ),
        ]
      : []),
    ...(summary.encryptedPackets > 0 ? [messages.message('read.encrypted', { count: summary.encryptedPackets })] : []),
    ...summary.problems
      .filter((problem) => messages.has(`read.problem.${problem.kind}`))
      .map((problem) => messages.message(`read.problem.${problem.kind}`, { count: problem.count })),
  ];
  return { kind: 'paragraph', text: [`${parts.join('; ')}.`] };
}
