import { CODE_MARKERS } from './lexicon.ts';
import type { Named } from './named.ts';
import type { Query } from './query.ts';
import type { Ranked } from './rank.ts';
import { isContent } from './text-index.ts';
import type { Hit } from './search.ts';
import type { Match, Matchable } from './types.ts';
import { wordsOf } from '../text/normalise.ts';

const CERTAIN = 1;
const NAMED = 0.98;
const CLASS_OF_CODE = 0.7;
const MIN_PHRASE = 0.72;
const MIN_LIKE = 0.8;
const MIN_OTHER = 0.6;
const OTHER_SHARE = 0.5;

/** A question whose names have been read. */
export interface NamedQuestion {
  readonly text: string;
  readonly named: readonly Named[];
  readonly query: Query;
  /** What its words alone would find, and how many of the first are equally good. */
  readonly byWords: { readonly matches: readonly Ranked[]; readonly equal: number };
  readonly entries: readonly Matchable[];
  find(query: Query, wanted: (entry: number) => boolean): readonly Hit[];
  has(id: string): boolean;
}

export interface NamedMatches {
  /** One for each thing that was named, in the order of the text. */
  readonly firsts: readonly Match[];
  readonly others: readonly Match[];
  readonly ambiguous: boolean;
}

/**
 * The matches of a question. Named codes answer in the order they were named, each with its phrase where the words are one of its
 * phrases; what the words alone would find stands behind. Without names, the words decide.
 */
export function matchNamed(question: NamedQuestion): NamedMatches {
  const { named, byWords } = question;
  if (named.length === 0) return { firsts: [], others: byWords.matches, ambiguous: byWords.equal > 1 };
  if (isChatter(question)) return { firsts: [], others: [], ambiguous: false };
  const firsts = named.map((name) => matchesOf(name, question));
  const others = byWords.matches.filter(({ confidence }) => confidence >= MIN_OTHER);
  return {
    firsts: firsts.flatMap(([first]) => first ?? []),
    others: [
      ...firsts.flatMap(([, ...more]) => more),
      ...others.map(({ id, confidence }) => ({ id, confidence: confidence * OTHER_SHARE })),
    ],
    ambiguous: named.filter(({ kind }) => kind === named[0]?.kind).length > 1,
  };
}

function matchesOf(name: Named, question: NamedQuestion): Match[] {
  if (name.kind !== 'response')
    return [
      { id: name.id, confidence: name.code === undefined || name.kind !== 'class' ? NAMED : CLASS_OF_CODE },
      ...warningOf(name, question),
    ];
  const { entries, query, find } = question;
  const ofCode = (entry: number): boolean =>
    entries[entry]?.code === name.code && ['response', 'phrase'].includes(entries[entry]?.kind ?? '');
  const hits = query.words.length === 0 ? [] : find(query, ofCode);
  const own = hits.find(({ entry }) => entries[entry]?.id === name.id);
  const phrases = hits.filter((hit) => entries[hit.entry]?.kind === 'phrase' && isSaid(hit, query));
  const phrase = phrases.find(
    (hit) => hit.exact || hit.contained || hit.score > (own?.text.weight === 'phrase' ? own.score : 0),
  );
  const code = { id: name.id, confidence: phrase === undefined ? CERTAIN : OTHER_SHARE };
  const rest = phrases.filter((hit) => hit !== phrase).map((hit) => matchOf(hit, entries, OTHER_SHARE));
  return phrase === undefined
    ? [code, ...rest]
    : [{ ...matchOf(phrase, entries, 1), confidence: phrase.exact ? CERTAIN : phrase.score }, code, ...rest];
}

// The words are the phrase, a misspelling of it, or exactly what people type for it
function isSaid({ text, score, exact, contained, cover }: Hit, query: Query): boolean {
  if (exact) return true;
  if (contained && text.weight === 'phrase') return true;
  return text.weight === 'phrase' && score >= MIN_PHRASE && (cover >= 0.6 || score >= MIN_LIKE) && query.known > 0.5;
}

const matchOf = ({ entry, score }: Hit, entries: readonly Matchable[], share: number): Match => ({
  id: entries[entry]?.id ?? '',
  confidence: score * share,
});

// 304 is no status code, but it is a warn-code
function warningOf({ kind, code }: Named, { has }: NamedQuestion): Match[] {
  const id = `warning/${code ?? ''}`;
  return kind === 'class' && has(id) ? [{ id, confidence: OTHER_SHARE }] : [];
}

// Many words, hardly one of them known, no word that announces a code, and a round or small number not in front: not about SIP
function isChatter({ text, named, query, byWords }: NamedQuestion): boolean {
  if (!named.every(isDoubtful)) return false;
  const contents = query.words.filter(({ weight }) => isContent(weight));
  const unknown = contents.filter(({ terms }) => (terms[0]?.likeness ?? 0) < 1).length;
  if (wordsOf(text).some((word) => CODE_MARKERS.has(word)) || (byWords.matches[0]?.confidence ?? 0) >= MIN_OTHER)
    return false;
  return unknown >= 2 && unknown / contents.length >= 0.5;
}

const isDoubtful = ({ formal, kind, code = 0, at }: Named): boolean =>
  !formal && code > 0 && (kind === 'class' || (kind === 'response' && at > 1 && (code < 400 || code % 50 === 0)));
