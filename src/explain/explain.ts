import { candidatesAnswer, entryAnswer, helpAnswer, noMatchAnswer, type Answer } from '../answers/index.ts';
import { matchablesOf, titleOf, type Catalog, type CatalogEntry } from '../catalog/index.ts';
import { createMatcher, type Match } from '../matcher/index.ts';
import type { MatchInfo, QuestionExplanation } from './explanation.ts';

/** Whose words an answer uses and which box its commands are for. */
export interface ExplainOptions {
  /** The person's own setting: wins over the language of the words. */
  readonly ownLanguage?: string;
  /** What the platform says, then what the operator says. */
  readonly platformLanguage?: string;
  readonly defaultLanguage: string;
  /** Product key whose commands come first. */
  readonly product?: string;
}

/** The whole pure way from words or bytes to an explanation. Also what the library exports. */
export interface Explainer {
  readonly catalog: Catalog;
  /** A question in words. */
  question(words: string, options: ExplainOptions): QuestionExplanation;
  /** One entry by its id; undefined where there is none. */
  entry(id: string, others: readonly string[], options: ExplainOptions): Answer | undefined;
  /** What can be asked. `command` is how this platform asks, e.g. `/sip`. */
  help(command: string, options: ExplainOptions): Answer;
}

/** How many other matches the JSON lists at most. */
const MOST_MATCHES = 10;

/** Products whose commands are shown while nothing tells which box it is. */
const USUAL_PRODUCTS = ['asterisk'];

/** Builds the matcher once over every entry. */
export function createExplainer(catalog: Catalog): Explainer {
  const matcher = createMatcher(matchablesOf(catalog), catalog.languages.map((language) => catalog.asked(language)));
  const entryIn = (id: string, others: readonly string[], language: string, options: ExplainOptions): Answer | undefined => {
    const entry = catalog.entry(id, language);
    const products = options.product === undefined ? USUAL_PRODUCTS : [options.product];
    return entry && entryAnswer(catalog, entry, { language, products, others });
  };
  return {
    catalog,
    question(words, options) {
      const { matches, ambiguous, language: ofWords } = matcher.match(words);
      const language = chooseLanguage(catalog, options, ofWords);
      const found = matches.slice(0, MOST_MATCHES).flatMap((match) => withEntry(catalog, match, language));
      const first = found[0];
      const answer =
        first === undefined
          ? noMatchAnswer(catalog, words, language)
          : ambiguous
            ? candidatesAnswer(catalog, tied(found), words, language)
            : entryIn(first.entry.id, found.slice(1).map((other) => other.entry.id), language, options);
      if (answer === undefined) throw new Error(`Unexpected id ${first?.entry.id}, expected an entry of the catalog`);
      return { input: 'question', language, matches: found.map(matchInfo), answer };
    },
    entry: (id, others, options) => entryIn(id, others, chooseLanguage(catalog, options, undefined), options),
    help: (command, options) => helpAnswer(catalog, command, chooseLanguage(catalog, options, undefined)),
  };
}

interface Found {
  readonly match: Match;
  readonly entry: CatalogEntry;
}

function withEntry(catalog: Catalog, match: Match, language: string): Found[] {
  const entry = catalog.entry(match.id, language);
  return entry === undefined ? [] : [{ match, entry }];
}

/** Matches as good as the first one. */
function tied(found: readonly Found[]): readonly CatalogEntry[] {
  const best = found[0]?.match.confidence ?? 0;
  return found.filter((other) => best - other.match.confidence <= 0.1).map((other) => other.entry);
}

/** The entry as the JSON contract lists it; what an entry does not have is null. */
export function matchInfo({ match, entry }: Found): MatchInfo {
  return {
    id: entry.id,
    confidence: Math.round(match.confidence * 100) / 100,
    title: titleOf(entry),
    atFault: 'atFault' in entry && entry.kind !== 'log' ? (entry.atFault ?? null) : null,
    retry: 'retry' in entry && entry.kind !== 'log' ? (entry.retry ?? null) : null,
  };
}

/** The person's own setting, else the language of the words, else the platform's, else the default. */
export function chooseLanguage(catalog: Catalog, options: ExplainOptions, ofWords: string | undefined): string {
  for (const wish of [options.ownLanguage, ofWords, options.platformLanguage, options.defaultLanguage]) {
    const known = wish === undefined ? undefined : knownLanguage(catalog, wish);
    if (known !== undefined) return known;
  }
  return 'en';
}

/** `ru-RU` -> `ru` where the catalog has it. */
export function knownLanguage(catalog: Catalog, tag: string): string | undefined {
  const lower = tag.trim().toLowerCase().replace('_', '-');
  return catalog.languages.find((language) => language.toLowerCase() === lower) ?? catalog.languages.find((language) => language === lower.split('-')[0]);
}
