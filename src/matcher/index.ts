import { unmixAlphabets } from '../text/lookalike.ts';
import { cleanText, wordsOf } from '../text/normalise.ts';
import { matchNamed, type NamedMatches } from './named-matches.ts';
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
const MIN_SYMPTOM = 0.88;
const MIN_LOG_WORDS = 3;
const LOG_LINE_CONFIDENCE = 0.97;
const SYMPTOM_CONFIDENCE = 0.97;

/**
 * Builds the index over all texts (some tens of milliseconds for thousands) and returns a pure, synchronous matcher. Of a question the
 * first 2,000 characters and 60 words count.
 */
export function createMatcher(entries: readonly Matchable[], synonyms: readonly Synonyms[]): Matcher {
  const table = createSynonyms(synonyms);
  const index = createTextIndex(entries, table);
  const search = createSearch(index);
  const nameable = createNameable(entries);
  const reader = { index, synonyms: table };

  // quoted words, and what follows a colon: often the phrase itself in a sentence around it
  function quotedHits(text: string): Hit[] {
    const parts = [...text.matchAll(/["`]([^"`\n]{4,80})["`]|: ?([^:\n"]{4,80})$/gm)]
      .map(([, quoted, last]) => quoted ?? last ?? '')
      .slice(0, 3);
    return parts.flatMap((part) => search.find(readQuery(part, reader)).filter(({ exact }) => exact));
  }

  // `480 while still dialling`: what people type for a symptom may hold numbers
  function symptoms(text: string, code: number | undefined): Match[] {
    // a finding that spells a code out (`483: too many hops`) does not come before the code itself
    const isSymptom = (entry: number): boolean => entries[entry]?.kind === 'guide';
    const exact = index
      .textsOf(wordsOf(text).join(' '))
      .flatMap((number) => index.texts[number]?.entry ?? [])
      .filter((entry) => code === undefined || isSymptom(entry));
    const withCode = new Set(
      index
        .textsWith(String(code))
        .flatMap((number) => index.texts[number]?.entry ?? [])
        .filter(isSymptom),
    );
    const coded = withCode.size === 0 ? [] : search.find(readQuery(text, reader), (entry) => withCode.has(entry));
    const near = coded
      .filter((hit) => hit.score >= MIN_SYMPTOM && hit.contents > 0 && hit.text.terms.includes(String(code)))
      .map(({ entry }) => entry);
    // A guide has the steps; a finding asked for by its name comes behind it.
    const guidesFirst = [...new Set([...exact, ...near])].sort((a, b) => Number(isSymptom(b)) - Number(isSymptom(a)));
    return guidesFirst.flatMap((entry) => ({
      id: entries[entry]?.id ?? '',
      confidence: SYMPTOM_CONFIDENCE,
    }));
  }

  function match(words: string): MatchResult {
    const text = unmixAlphabets(cleanText(words, MAX_CHARACTERS)).trim().replace(COMMAND, '');
    const { named, rest, otherNumbers } = readNamed(text.replace(CAUSE_HEADER, 'hangupcause '), nameable);
    const query = readQuery(rest, reader);
    const hits = withQuoted(search.find(query), quotedHits(rest));
    const samples = query.words.length >= MIN_LOG_WORDS ? search.samples(query) : [];
    const lines = matchLogLines(
      text,
      samples.flatMap((entry) => entries[entry] ?? []),
    );
    const telling =
      otherNumbers && named.length === 0
        ? hits.filter((hit) => hit.exact || hit.contents > 1 || sharesNumber(hit, query))
        : hits;
    const ranked = rankHits(preferred(telling, entries, text), entries, asksHow(query));
    const byWords = { matches: ranked, equal: equallyGood(ranked) };
    const found = matchNamed({ text, named, query, byWords, entries, find: search.find, has: nameable.has });
    const withNumbers =
      (otherNumbers || named.length === 1) && query.words.length > 0 ? symptoms(text, named[0]?.code) : [];
    const matches = inOrder(
      withNumbers,
      found,
      lines,
      named.some(({ kind, formal }) => kind === 'response' && formal),
    );
    const best = hits.find(({ entry }) => entries[entry]?.id === matches[0]?.id);
    const language = languageOf(rest, query, new Set(best?.text.words.split(' ')));
    const ambiguous = found.ambiguous && lines.length === 0 && withNumbers.length === 0;
    return { matches, ambiguous, ...(language === undefined ? {} : { language }) };
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

const sharesNumber = ({ text }: Hit, { words }: Query): boolean =>
  words.some(({ word }) => /^\d+$/.test(word) && text.terms.includes(word));

const asksHow = ({ words }: Query): boolean => words.some(({ word }) => HOW_WORDS.has(word));

// A pasted log line answers first, unless a status code is spelt out in it: its cause is only a part of the line
function inOrder(
  symptoms: readonly Match[],
  { firsts, others }: NamedMatches,
  lines: readonly Matchable[],
  codeFirst: boolean,
): Match[] {
  const logged = lines.map(({ id }): Match => ({ id, confidence: LOG_LINE_CONFIDENCE }));
  const all = [...symptoms, ...(codeFirst ? [...firsts, ...logged] : [...logged, ...firsts]), ...others];
  const matches = [...new Map(all.map((match) => [match.id, match])).keys()].slice(0, MAX_MATCHES);
  let last = 1;
  return matches.map((id) => {
    last = Math.min(last, all.find((match) => match.id === id)?.confidence ?? 0);
    return { id, confidence: Math.round(last * 100) / 100 };
  });
}
