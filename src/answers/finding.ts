import type { Catalog, FindingEntry, Likely, LogEntry, Messages } from '../catalog/index.ts';
import { quoteLog } from '../diagnosis/evidence.ts';
import type { Evidence, Finding, Reason } from '../diagnosis/rule.ts';
import { capitalised, inline, type Block, type Item, type Text } from './answer.ts';
import { commandsFor, type CommandChoice } from './commands.ts';
import { likelyItems, runsOf } from './entry.ts';
import { fill } from './fill.ts';
import { loggedReason } from './logged-reason.ts';

/** What is needed to write about findings. */
export interface FindingWords {
  readonly catalog: Catalog;
  readonly messages: Messages;
  readonly commands: CommandChoice;
  /** What a finding is about; undefined for the whole trace. */
  readonly kindOf?: (call: string | null) => 'call' | 'registration' | 'other' | undefined;
}

/** What happened, in one sentence. Without words of its own a rule speaks through its name. */
export function whatHappened(finding: Finding, { catalog, messages }: FindingWords): Text {
  const entry = wordsOf(finding, catalog, messages);
  return entry === undefined ? [finding.rule] : fill(entry.what, finding.values, messages.language);
}

/** "Proven. Likely why: its Contact is a private address. The server's side must act." */
export function certaintyText(finding: Finding, words: FindingWords): Text {
  const { messages } = words;
  const kind = words.kindOf?.(finding.call);
  const reason = finding.reasons[0];
  const logged = loggedReason(finding, words);
  const why = reason === undefined ? undefined : reasonText(reason, finding, words);
  const ofFinding = reason !== undefined && reason.certainty !== 'possible' ? reason.atFault : finding.atFault;
  const side = logged?.entry.atFault ?? ofFinding;
  return [
    messages.message(`trace.certainty.${finding.certainty}`),
    ...(logged === undefined
      ? []
      : [' ', messages.message('trace.logged'), ' ', ...sentence(inline(logged.entry.short))]),
    ...(logged !== undefined || why === undefined || reason === undefined
      ? []
      : [' ', messages.message(`trace.why.${reason.certainty}`), ' ', ...why]),
    ' ',
    // Who registers or subscribes calls nobody.
    messages.message(`act.atFault.${side === 'caller' && kind !== undefined && kind !== 'call' ? 'client' : side}`),
  ];
}

/** Everything under the headline of one finding: evidence, what to do, other explanations, what does not help. */
export function findingBlocks(finding: Finding, words: FindingWords): Block[] {
  const { catalog, messages } = words;
  const entry = wordsOf(finding, catalog, messages);
  const logged = loggedReason(finding, words);
  const evidence = [...finding.evidence, ...(logged?.isQuoted === false ? [quoteLog(logged.line)] : [])];
  if (entry === undefined) return [evidenceBlock(evidence, messages)];
  const said =
    logged !== undefined
      ? inline(logged.entry.meaning)
      : entry.why === undefined
        ? undefined
        : fill(entry.why, finding.values, messages.language);
  const why = said === undefined ? [] : [{ kind: 'paragraph' as const, text: said }];
  const explained = { entry, likely: likelyOf(finding, entry, words), logged: logged?.entry };
  const dont = entry.dontBother ?? [];
  return [
    evidenceBlock(evidence, messages),
    ...why,
    ...likelyBlock(finding, explained, messages),
    ...commandsFor(catalog, capabilitiesOf(finding, explained), words.commands),
    ...(dont.length === 0
      ? []
      : [
          {
            kind: 'paragraph' as const,
            text: fill(
              `${messages.message('trace.dont-bother')} ${dont.join('; ')}.`,
              finding.values,
              messages.language,
            ),
          },
        ]),
  ];
}

/** The lines that prove it, each with its place. */
export function evidenceBlock(evidence: readonly Evidence[], messages: Messages): Block {
  return {
    kind: 'facts',
    rows: evidence.map(({ place, quote, times }) => ({
      label:
        'frame' in place
          ? messages.message('trace.frame', { number: String(place.frame) })
          : messages.message('trace.line', { number: String(place.line) }),
      text: [{ value: 'header', text: quote }, ...(times === undefined || times < 2 ? [] : [` ×${times}`])],
    })),
  };
}

/** The words of a finding, its explanations, and what the box itself logged. */
interface Explained {
  readonly entry: FindingEntry;
  readonly likely: Likely;
  readonly logged: LogEntry | undefined;
}

function likelyBlock(finding: Finding, { entry, likely, logged }: Explained, messages: Messages): Block[] {
  const labelled = (key: 'check' | 'fix', prose: string | undefined): Item['lines'] =>
    prose === undefined
      ? []
      : [{ label: messages.message(`labels.${key}`), text: fill(prose, finding.values, messages.language) }];
  const reasons = finding.reasons.flatMap((reason): Item[] => {
    const said = entry.reasons?.[reason.key];
    if (said === undefined) return [];
    return [
      {
        text: capitalised(fill(said.why, finding.values, messages.language)),
        lines: [...labelled('check', said.check), ...labelled('fix', said.fix)],
      },
    ];
  });
  const guesses = Object.entries(likely)
    .filter(([key]) => !finding.reasons.some((reason) => reason.key === key))
    .map(([, item]): Item => ({
      text: fill(item.when, finding.values, messages.language),
      lines: [...labelled('check', item.check), ...labelled('fix', item.fix)],
    }));
  const told = likelyItems(logged?.likely, messages);
  // Where the box says why, nothing else need be guessed.
  const items = (told.length > 0 ? [...told, ...reasons] : [...reasons, ...guesses]).slice(0, 4);
  return items.length === 0 ? [] : [{ kind: 'list', ordered: true, items }];
}

const reasonText = (reason: Reason, finding: Finding, { catalog, messages }: FindingWords): Text | undefined => {
  const said = wordsOf(finding, catalog, messages)?.reasons?.[reason.key];
  return said === undefined ? undefined : sentence(fill(said.why, finding.values, messages.language));
};

/** A clause with its full stop. */
export function sentence(text: Text): Text {
  const last = text.at(-1);
  return typeof last === 'string' && /[.?!…]$/.test(last) ? text : [...text, '.'];
}

const capabilitiesOf = ({ reasons }: Finding, { entry, likely, logged }: Explained): readonly string[] => [
  ...runsOf(logged?.likely),
  ...reasons.flatMap((reason) => entry.reasons?.[reason.key]?.run ?? []),
  ...runsOf(likely),
];

/** Explanations of the finding's own; where nothing is known of the reason and it has none, what usually stands behind the code. */
function likelyOf({ entries, reasons }: Finding, own: FindingEntry, { catalog, messages }: FindingWords): Likely {
  if (own.likely !== undefined || reasons.length > 0) return own.likely ?? {};
  for (const id of entries) {
    const entry = catalog.entry(id, messages.language);
    if (entry !== undefined && 'likely' in entry && entry.likely !== undefined) return entry.likely;
  }
  return {};
}

function wordsOf(finding: Finding, catalog: Catalog, messages: Messages): FindingEntry | undefined {
  const entry = catalog.entry(`finding/${finding.rule}`, messages.language);
  return entry?.kind === 'finding' ? entry : undefined;
}
