import { candidatesAnswer, entryAnswer, noMatchAnswer, type Answer } from '../answers/index.ts';
import { titleOf, type Catalog, type CatalogEntry } from '../catalog/index.ts';
import type { Match, Matcher } from '../matcher/index.ts';
import { withoutSecrets } from '../privacy/index.ts';
import type { ExplainOptions } from './options.ts';
import type { MatchInfo, QuestionExplanation } from './explanation.ts';
import { chooseLanguage } from './language.ts';

/** How many other matches the JSON lists at most. */
const MOST_MATCHES = 10;

/** Products whose commands are shown while nothing tells which box it is. */
const USUAL_PRODUCTS = ['asterisk'];

/** A question in words: one answer, several candidates, or the way to ask. */
export function explainQuestion(
  catalog: Catalog,
  matcher: Matcher,
  words: string,
  options: ExplainOptions,
): QuestionExplanation {
  const { matches, ambiguous, language: ofWords } = matcher.match(words);
  const language = chooseLanguage(catalog, options, ofWords);
  const found = matches.slice(0, MOST_MATCHES).flatMap((match) => withEntry(catalog, match, language));
  // An echo of the words may be cut: secrets go before.
  const answer = answerTo(catalog, found, ambiguous, withoutSecrets(words), language, options);
  return {
    input: 'question',
    language,
    matches: found.map(({ match, entry }) => matchInfo(entry, match.confidence)),
    answer,
  };
}

interface Found {
  readonly match: Match;
  readonly entry: CatalogEntry;
}

function answerTo(
  catalog: Catalog,
  found: readonly Found[],
  ambiguous: boolean,
  words: string,
  language: string,
  options: ExplainOptions,
): Answer {
  const [first, ...others] = found;
  if (first === undefined) return noMatchAnswer(catalog, words, language);
  const equal = tied(found);
  if (ambiguous && equal.length > 1) return candidatesAnswer(catalog, equal, words, language);
  return answerOfEntry(
    catalog,
    first.entry,
    others.map((other) => other.entry.id),
    language,
    options,
    words,
  );
}

/** One entry by its id; undefined where there is none. */
export function entryIn(
  catalog: Catalog,
  id: string,
  others: readonly string[],
  language: string,
  options: ExplainOptions,
): Answer | undefined {
  const entry = catalog.entry(id, language);
  return entry && answerOfEntry(catalog, entry, others, language, options);
}

const answerOfEntry = (
  catalog: Catalog,
  entry: CatalogEntry,
  others: readonly string[],
  language: string,
  options: ExplainOptions,
  pasted?: string,
): Answer =>
  entryAnswer(catalog, entry, {
    language,
    products: options.product === undefined ? USUAL_PRODUCTS : [options.product],
    others,
    ...(pasted !== undefined && { pasted }),
  });

function withEntry(catalog: Catalog, match: Match, language: string): Found[] {
  const entry = catalog.entry(match.id, language);
  return entry === undefined ? [] : [{ match, entry }];
}

/** Kinds that answer the same sort of question; a cause that says the same as a code is no second candidate. */
const SORTS: Readonly<Record<CatalogEntry['kind'], number>> = {
  response: 0,
  phrase: 0,
  class: 0,
  cause: 1,
  warning: 1,
  log: 2,
  output: 2,
  finding: 3,
  guide: 3,
};

/** Matches as good as the first one, and of its sort. */
function tied(found: readonly Found[]): readonly CatalogEntry[] {
  const [first] = found;
  if (first === undefined) return [];
  return found
    .filter(
      (other) =>
        first.match.confidence - other.match.confidence <= 0.1 && SORTS[other.entry.kind] === SORTS[first.entry.kind],
    )
    .map((other) => other.entry);
}

/** The entry as the JSON contract lists it; what an entry does not have is null. */
export const matchInfo = (entry: CatalogEntry, confidence: number): MatchInfo => ({
  id: entry.id,
  confidence: Math.round(confidence * 100) / 100,
  title: titleOf(entry),
  atFault: 'atFault' in entry && entry.kind !== 'log' ? (entry.atFault ?? null) : null,
  retry: 'retry' in entry && entry.kind !== 'log' ? (entry.retry ?? null) : null,
});
