import type { Messages } from '../catalog/index.ts';
import type { Need } from '../diagnosis/rule.ts';
import type { Block } from './answer.ts';
import { fill } from './fill.ts';
import type { FindingWords } from './finding.ts';
import type { TraceFacts } from './trace-facts.ts';

/** What this trace cannot tell and the line that would capture it: what the finding's own words say, else what was missing where that leaves doubt. */
export function captureBlocks(facts: TraceFacts, messages: Messages, words: FindingWords): Block[] {
  const { diagnosis } = facts;
  const first = diagnosis.findings[0];
  const entry = first === undefined ? undefined : words.catalog.entry(`finding/${first.rule}`, messages.language);
  const own = entry?.kind === 'finding' && first !== undefined ? entry.capture : undefined;
  const need = own === undefined ? wantedOf(facts) : undefined;
  if (own === undefined && need === undefined) return [];
  const text =
    own === undefined || first === undefined
      ? [messages.message(`trace.missing.${need ?? 'end'}`)]
      : fill(own, first.values, messages.language);
  const { ip } = facts.values;
  const host = ip !== undefined && /^[\w.:-]+$/.test(ip) ? `host ${ip}` : undefined;
  return [
    { kind: 'paragraph', text },
    {
      kind: 'command',
      label: messages.message('trace.capture'),
      command:
        own === undefined
          ? `sngrep -O call.pcap ${host ?? 'port 5060'}`
          : `tcpdump -ni any -s 0 -w call.pcap ${host ?? 'udp'}`,
    },
  ];
}

/** What was not captured and leaves the verdict open; of a finding only where it is not proven. */
function wantedOf({ diagnosis }: TraceFacts): Need | undefined {
  const [first] = diagnosis.findings;
  if (first === undefined) return diagnosis.verdict === 'cannot-tell' ? wantedIn(diagnosis.missing) : undefined;
  if (first.certainty === 'proven' || first.call === null) return undefined;
  return wantedIn(diagnosis.ofSubject(first.call)?.missing ?? []);
}

const WANTED: readonly Need[] = ['bothSides', 'start', 'end'];
/** The first of these that is missing. */
export const wantedIn = (missing: readonly Need[]): Need | undefined => WANTED.find((need) => missing.includes(need));
