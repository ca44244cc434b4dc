import type { EntryText, EntryTexts } from '../catalog/index.ts';

/** One text by which an entry is found. */
export type MatchText = EntryText;

/** An entry as the matcher wants it. */
export type Matchable = EntryTexts;

/** What people of one language type for the same thing, and what they type that says nothing. */
export interface Synonyms {
  readonly synonyms: Readonly<Record<string, readonly string[]>>;
  readonly fillers: readonly string[];
}

/** An entry that answers, with a confidence from 0 to 1. */
export interface Match {
  readonly id: string;
  readonly confidence: number;
}

/** What a question asks for, best first; empty where it is no question about SIP. */
export interface MatchResult {
  readonly matches: readonly Match[];
  /** The first entries answer equally well, or several codes were named: show them all instead of choosing. */
  readonly ambiguous: boolean;
  /** Language of the question's own words; absent for a bare code or an English phrase. */
  readonly language?: string;
}

/** Pure and synchronous; never throws, whatever the words. */
export interface Matcher {
  match(words: string): MatchResult;
}
