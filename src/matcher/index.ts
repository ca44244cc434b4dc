import { unmixAlphabets } from '../text/lookalike.ts';
import { cleanText } from '../text/normalise.ts';
import { matchNamed } from './named-matches.ts';
import { createNameable } from './nameable.ts';
import { readNamed } from './named.ts';
import { HOW_WORDS } from './lexicon.ts';
import { languageOf } from './language.ts';
import { matchLogLines } from './log-lines.ts';
import { readQuery, type Query } from './query.ts';
import { equallyGood, rankHits } from './rank.ts';
import { createSearch, type Hit } from './search.ts';
import { createSynonyms } from './synonyms.ts';
import { createTextIndex } from './text-index.ts';
import type { Match, Matchable, Matcher, MatchResult, Synonyms } from './types.ts';

export type { Match, Matchable, Matcher, MatchResult, MatchText, Synonyms } from './types.ts';

const COMMAND = /^[/!](?!sip\/)\p{L}+(?:@\w+)?(?=\s|$)/iu;
const CAUSE_HEADER = /x-asterisk-hangup-?cause(?:code)?\s?:\s?/gi;
const MAX_CHARACTERS = 2_000;
const MAX_MATCHES = 8;
const MIN_CAUSE = 0.6;
const LOG_LINE_CONFIDENCE = 0.97;

/**
 * Builds the index over all texts (some tens of milliseconds for thousands) and returns a pure, synchronous matcher. Of a question the
 * first 2,000 characters and 60 words count.
 */
export function createMatcher(entries: readonly Matchable[], synonyms: readonly Synonyms[]): Matcher {
  const table = createSynonyms(synonyms);
  const index = createTextIndex(entries, table);
  const search = createSearch(index);
  const nameable = createNameable(entries);

  // quoted words, and what follows a colon: often the phrase itself in a sentence around it
  function quotedHits(text: string): Hit[] {
    const parts = [...text.matchAll(/["`]([^"`\n]{4,80})["`]|: ?([^:\n"]{4,80})$/gm)].map(([, quoted, last]) => quoted ?? last ?? '').slice(0, 3);
    return parts.flatMap((part) => search.find(readQuery(part, { index, synonyms: table })).filter(({ exact }) => exact));
  }

  function match(words: string): MatchResult {
    const text = unmixAlphabets(cleanText(words, MAX_CHARACTERS)).trim().replace(COMMAND, '');
    const { named, rest, otherNumbers } = readNamed(text.replace(CAUSE_HEADER, 'hangupcause '), nameable);
    const query = readQuery(rest, { index, synonyms: table });
    const hits = withQuoted(search.find(query), quotedHits(rest));
    const logLines = matchLogLines(text, hits.flatMap(({ entry }) => entries[entry] ?? []));
    const telling = otherNumbers && named.length === 0 ? hits.filter(({ exact, contents }) => exact || contents > 1) : hits;
    const ranked = rankHits(preferred(telling, entries, text), entries, asksHow(query));
    const byWords = { matches: ranked, equal: equallyGood(ranked) };
    const found = matchNamed({ text, named, query, byWords, entries, find: search.find, has: nameable.has });
    const matches = merged(found.matches, logLines, named.some(({ formal }) => formal));
    const best = hits.find(({ entry }) => entries[entry]?.id === matches[0]?.id);
    const language = languageOf(rest, query, new Set(best?.text.words.split(' ')));
    return { matches, ambiguous: found.ambiguous && logLines.length === 0, ...(language === undefined ? {} : { language }) };
  }

  return { match };
}

function withQuoted(hits: readonly Hit[], quoted: readonly Hit[]): readonly Hit[] {
  if (quoted.length === 0) return hits;
  return [...quoted, ...hits.filter(({ entry }) => !quoted.some((other) => other.entry === entry))];
}

// `X-Asterisk-HangupCause: User busy` asks for a cause
function preferred(hits: readonly Hit[], entries: readonly Matchable[], text: string): readonly Hit[] {
  if (!/hangup-?cause|q\.?850|\bisup\b/i.test(text)) return hits;
  const causes = hits.filter(({ entry, score }) => entries[entry]?.kind === 'cause' && score >= MIN_CAUSE);
  return causes.length > 0 ? causes : hits;
}

const asksHow = ({ words }: Query): boolean => words.some(({ word }) => HOW_WORDS.has(word));

// A pasted log line answers first, unless a status code, header or constant is spelt out in it
function merged(matches: readonly Match[], logLines: readonly Matchable[], codeFirst: boolean): readonly Match[] {
  const lines = logLines.map(({ id }): Match => ({ id, confidence: LOG_LINE_CONFIDENCE }));
  const all = codeFirst ? [...matches, ...lines] : [...lines, ...matches];
  const seen = new Set<string>();
  return all
    .filter(({ id }) => !seen.has(id) && seen.add(id))
    .slice(0, MAX_MATCHES)
    .map(({ id, confidence }) => ({ id, confidence: Math.round(Math.min(1, confidence) * 100) / 100 }));
}
