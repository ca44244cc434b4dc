import type {
  CauseFile,
  ClassFile,
  FindingFile,
  GuideFile,
  LogFile,
  OutputFile,
  PhraseFile,
  ResponseFile,
  WarningFile,
} from './schema.ts';

interface EntryBase {
  /** Stable: tests, overlays, translations and the JSON output hang on it. */
  readonly id: string;
  readonly origin: 'core' | 'overlay';
  /** Top-level fields that a company's overlay gave. */
  readonly overlaid: readonly string[];
  /** Some words of this entry are not there in the language asked for and stand in English. */
  readonly untranslated: boolean;
}

/** A status code, e.g. `response/403`. */
export type ResponseEntry = EntryBase & { readonly kind: 'response'; readonly code: number } & Omit<ResponseFile, 'phrases'> & {
    /** Ids of the phrases that this code was seen with. */
    readonly phrases: readonly string[];
  };
/** A reason phrase that a code was seen with, e.g. `response/403/wrong-guess`. */
export type PhraseEntry = EntryBase & { readonly kind: 'phrase'; readonly code: number } & PhraseFile;
export type ClassEntry = EntryBase & { readonly kind: 'class' } & ClassFile;
/** An ITU-T Q.850 cause, e.g. `cause/17`. */
export type CauseEntry = EntryBase & { readonly kind: 'cause'; readonly cause: number } & CauseFile;
/** A SIP warn-code (RFC 3261 20.43), e.g. `warning/304`. */
export type WarningEntry = EntryBase & { readonly kind: 'warning'; readonly warnCode: number } & WarningFile;
/** A log line of a product, e.g. `product/asterisk/wrong-password`. */
export type LogEntry = EntryBase & { readonly kind: 'log'; readonly product: string } & LogFile;
/** A table that a product prints, e.g. `product/asterisk/sip-show-peers`. */
export type OutputEntry = EntryBase & { readonly kind: 'output'; readonly product: string } & OutputFile;
export type GuideEntry = EntryBase & { readonly kind: 'guide' } & GuideFile;
/** Likely explanations in order, by their keys. */
export type Likely = NonNullable<FindingFile['likely']>;
/** The words of a diagnosis rule, e.g. `finding/ack-missing`. */
export type FindingEntry = EntryBase & { readonly kind: 'finding'; readonly rule: string } & FindingFile;

export type CatalogEntry =
  | ResponseEntry
  | PhraseEntry
  | ClassEntry
  | CauseEntry
  | WarningEntry
  | LogEntry
  | OutputEntry
  | GuideEntry
  | FindingEntry;

/** The title of an entry as its headline begins: never translated, but for guides and findings. */
export function titleOf(entry: CatalogEntry): string {
  switch (entry.kind) {
    case 'response':
    case 'phrase':
      return `${entry.code} ${entry.reason}`;
    case 'class':
      return `${entry.id.slice('class/'.length)} ${entry.title}`;
    case 'cause':
      return `Q.850 ${entry.cause} ${entry.name}`;
    case 'warning':
      return `Warning ${entry.warnCode} ${entry.text}`;
    case 'log':
      return entry.samples[0]?.replace(/\s+/g, ' ') ?? entry.id;
    case 'output':
      return entry.command;
    case 'guide':
      return entry.title;
    case 'finding':
      return entry.title ?? entry.what;
    default:
      return entry satisfies never;
  }
}

/** Characters that a phone notification shows. */
export const HEADLINE_LENGTH = 80;

/** The headline of an entry: title and summary. Two causes of Q.850 have names longer than a notification; there the number stands alone. */
export function headlineOf(entry: CatalogEntry): string {
  if (entry.kind === 'finding') return titleOf(entry);
  if (entry.kind === 'log' || entry.kind === 'output') return entry.short;
  const whole = `${titleOf(entry)}: ${entry.short}`;
  return entry.kind === 'cause' && whole.length > HEADLINE_LENGTH ? `Q.850 ${entry.cause}: ${entry.short}` : whole;
}

/** `No Money Left!` -> `no-money-left`: how a phrase becomes a key. */
export function phraseKey(phrase: string): string {
  return phrase
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
