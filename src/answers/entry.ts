import { headlineOf, titleOf, type Catalog, type CatalogEntry, type Likely, type Messages } from '../catalog/index.ts';
import { inline, type Action, type Answer, type Block, type Item, type Text } from './answer.ts';
import { commandsFor, type CommandChoice } from './commands.ts';
import { guideBlocks } from './guide.ts';
import { headline } from './headline.ts';
import { outputBlocks } from './output.ts';

/** What an entry's answer needs besides the entry. */
export interface EntryOptions {
  readonly language: string;
  /** Product keys whose commands are shown, the likeliest first. */
  readonly products: readonly string[];
  /** Ids of the other candidates, offered as actions. */
  readonly others: readonly string[];
  /** What the reader pasted: a product's table is read line by line. */
  readonly pasted?: string;
}

/** The answer of one catalog entry: what it is, who acts, why, what to check, what to do. */
export function entryAnswer(catalog: Catalog, entry: CatalogEntry, options: EntryOptions): Answer {
  const messages = catalog.messages(options.language);
  const choice: CommandChoice = { products: options.products, values: {}, most: 4 };
  return {
    language: messages.language,
    headline: headline(inline(headlineOf(entry))),
    blocks: [
      ...actBlocks(entry, messages),
      ...bodyBlocks(catalog, entry, messages, choice, options.pasted),
      ...endBlocks(entry, messages),
    ],
    actions: [...otherActions(catalog, entry, options), ...languageActions(catalog, messages.language)],
    sources: entry.sources ?? ('spec' in entry && entry.spec !== undefined ? [entry.spec] : []),
  };
}

/** "The caller's side must act. Retrying as is will fail." */
function actBlocks(entry: CatalogEntry, messages: Messages): Block[] {
  const atFault = 'atFault' in entry ? entry.atFault : undefined;
  const retry = 'retry' in entry ? entry.retry : undefined;
  const routine = 'routine' in entry && entry.routine === true;
  if (atFault === undefined && retry === undefined && !routine) return [];
  const sentences = [
    ...(routine ? [messages.message('act.routine')] : []),
    ...(atFault === undefined || (routine && atFault === 'nobody') ? [] : [messages.message(`act.atFault.${atFault}`)]),
    ...(retry === undefined || (routine && retry === 'no') ? [] : [messages.message(`act.retry.${retry}`)]),
  ];
  return [{ kind: 'paragraph', text: [sentences.join(' ')] }];
}

function bodyBlocks(
  catalog: Catalog,
  entry: CatalogEntry,
  messages: Messages,
  choice: CommandChoice,
  pasted?: string,
): Block[] {
  if (entry.kind === 'guide') return guideBlocks(catalog, entry, messages, choice);
  const paragraphs =
    entry.kind === 'finding'
      ? [entry.why?.includes('{') === true ? undefined : entry.why]
      : [entry.meaning, 'client' in entry ? entry.client : undefined];
  const meaning = paragraphs
    .filter((text) => text !== undefined)
    .map((text): Block => ({ kind: 'paragraph', text: inline(text) }));
  return [
    ...meaning,
    ...(entry.kind === 'warning' && entry.check !== undefined
      ? [{ kind: 'facts' as const, rows: [{ label: messages.message('labels.check'), text: inline(entry.check) }] }]
      : []),
    ...(entry.kind === 'output' ? outputBlocks(entry, messages, pasted) : []),
    ...likelyBlocks(entry, messages),
    ...commandsFor(catalog, capabilitiesOf(entry), choice),
  ];
}

/** Likely explanations in order, each with how to make sure and what to do. */
export function likelyBlocks(entry: CatalogEntry, messages: Messages): Block[] {
  const items = entry.kind === 'guide' ? [] : likelyItems(entry.likely, messages);
  return items.length === 0 ? [] : [{ kind: 'list', ordered: true, items }];
}

/** Likely explanations, none of which has placeholders. */
export const likelyItems = (likely: Likely = {}, messages: Messages): Item[] =>
  Object.values(likely).map((item) => ({
    text: inline(item.when),
    lines: [
      ...(item.check === undefined ? [] : [{ label: messages.message('labels.check'), text: inline(item.check) }]),
      ...(item.fix === undefined ? [] : [{ label: messages.message('labels.fix'), text: inline(item.fix) }]),
    ],
  }));

/** What can be run to look into them. */
export const runsOf = (likely: Likely = {}): readonly string[] =>
  Object.values(likely).flatMap((item) => item.run ?? []);

function capabilitiesOf(entry: CatalogEntry): readonly string[] {
  if (entry.kind === 'guide') return [];
  const own = 'run' in entry ? (entry.run ?? []) : [];
  return [...own, ...runsOf(entry.likely)];
}

function endBlocks(entry: CatalogEntry, messages: Messages): Block[] {
  const row = (key: string, prose: string | undefined): { label: string; text: Text }[] =>
    prose === undefined ? [] : [{ label: messages.message(`labels.${key}`), text: inline(prose) }];
  const rows = [
    ...row('disputed', 'disputed' in entry ? entry.disputed : undefined),
    ...row('sender', 'sender' in entry ? entry.sender : undefined),
    ...(entry.kind === 'cause' && entry.sip !== null ? row('sip', `${entry.sip}`) : []),
    ...(entry.kind === 'cause' && entry.constants.length > 0
      ? row('constants', entry.constants.map((name) => `\`${name}\``).join(', '))
      : []),
    ...row('note', entry.note),
  ];
  const remarks = [
    ...('registered' in entry && entry.registered === false ? [messages.message('labels.unregistered')] : []),
    ...(entry.untranslated ? [messages.message('labels.translation-missing')] : []),
  ];
  return [
    ...(rows.length > 0 ? [{ kind: 'facts' as const, rows }] : []),
    ...remarks.map((text): Block => ({ kind: 'paragraph', text: [text] })),
  ];
}

function otherActions(catalog: Catalog, entry: CatalogEntry, options: EntryOptions): Action[] {
  const parent = entry.kind === 'phrase' ? [`response/${entry.code}`] : [];
  const ids = new Set([...options.others.slice(0, 3), ...parent, ...(entry.see ?? [])]);
  ids.delete(entry.id);
  return [...ids]
    .flatMap((id): Action[] => {
      const other = catalog.entry(id, options.language);
      return other === undefined ? [] : [{ action: 'entry', id, label: labelOf(other) }];
    })
    .slice(0, 5);
}

/** A button's words: the title, cut at a word to what a phone shows. */
export function labelOf(entry: CatalogEntry): string {
  const title = titleOf(entry);
  return title.length <= 30 ? title : `${title.slice(0, 29).replace(/\s+\S*$/, '')}…`;
}

/** "In another language" for each that the catalog has. */
export const languageActions = (catalog: Catalog, current: string): Action[] =>
  catalog.languages
    .filter((tag) => tag !== current)
    .map((tag) => ({ action: 'language', language: tag, label: catalog.messages(tag).message('language.name') }));
