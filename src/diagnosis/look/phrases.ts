import { recent } from './once.ts';
import { PHRASES } from './phrase-table.ts';
import type { Meaning } from './phrase-table.ts';

export type { Meaning } from './phrase-table.ts';

// What the same refusals look like in the words of switches that no table lists.
const PATTERNS: readonly (readonly [Meaning, RegExp])[] = [
  [
    'no-money',
    /\b(?:no|not enough|insufficient|low|zero|out of|exceeded) (?:\w+ )?(?:money|balance|funds|credit)\b|\bbalance (?:exhausted|is not enough|too low|low)\b|\bno_?funds\b/,
  ],
  ['cps-limit', /\bcps\b|\b(?:call rate|rate limit|calls per second)\b|\bcall placing quota\b/],
  [
    'channel-limit',
    /\b(?:call|channel|session|line|trunk|concurrent calls?|simultaneous calls?|capacity)s? (?:limit|capacity)\b|\b(?:no|max(?:imum)?|too many) (?:\w+ )?(?:channels?|calls?|sessions?|circuits?|licen[cs]es?)\b|\bchannels? (?:overloaded|exhausted|limit)|\bcapacity (?:exceeded|exhausted)|\blicen[cs](?:e|ed) .*(?:exceeded|limit|capacity)/,
  ],
  ['dns', /\b(?:dns|unresolvable|unresolved|resolve (?:destination|host))\b|\bname resolution\b/],
  ['send-failed', /\b(?:send(?:ing)? failed|error on sending)\b/],
  [
    'no-route',
    /\bno (?:\w+ )?(?:routes?|gateways?)\b|\bno_routes?\b|\b(?:empty|no) route set\b|\bnot (?:found )?in (?:client|tariff|rate|price|dial) plan\b|\b(?:destination|prefix|direction|number) (?:\w+ )?(?:not allowed|barred|not permitted|not in service plan|blocked by tariff)\b|\bnot allowed for service plan\b|\bno_tariff\b|\binternational .*(?:permission|not allowed|barred|disabled)/,
  ],
  ['number-invalid', /\binvalid (?:\w+ )?(?:phone )?number\b|\b(?:number|address) (?:is )?(?:invalid|incomplete)\b/],
  ['dnd', /\bdo[ -]?not[ -]?disturb\b|\bdnd\b|(?:^| )не беспокоить/],
  ['number-blocked', /\bblack-?listed\b/],
  ['database', /\b(?:database|db) (?:error|timeout|failure|response|broken|down)\b|\bradius .*(?:timeout|error)\b/],
  ['no-codec', /\bcodecs?\b.*\b(?:mismatch|match(?:ed)?|not found|compatible)\b|\bno (?:\w+ )?codecs?\b/],
];

/**
 * What a reason phrase says beyond its code; undefined where it says nothing more. The pairs of the table first, then a phrase of
 * the table with more words around it, then what the words have in common.
 */
export function meaningOf(statusCode: number, reasonPhrase = ''): Meaning | undefined {
  if (reasonPhrase === '' || statusCode < 300) return undefined;
  return readMeaning(`${statusCode} ${reasonPhrase}`);
}

// A box sends the same few answers again and again.
const readMeaning = recent(500, (answer: string): Meaning | undefined => {
  const blank = answer.indexOf(' ');
  const statusCode = Number(answer.slice(0, blank));
  const phrase = normalised(answer.slice(blank + 1));
  const exact = BY_PHRASE.get(phrase);
  const pair =
    exact?.find(({ codes }) => codes.includes(statusCode)) ?? (phrase.includes(' ') ? exact?.[0] : undefined);
  if (pair !== undefined) return pair.meaning;
  const within = SPECIFIC.find(({ words }) => ` ${phrase} `.includes(` ${words} `));
  return within?.meaning ?? PATTERNS.find(([, pattern]) => pattern.test(phrase))?.[0];
});

interface Row {
  readonly words: string;
  readonly codes: readonly number[];
  readonly meaning: Meaning;
}

/** Lower case, blanks and punctuation as one blank: `(Call limit)!` reads as `call limit`. */
function normalised(phrase: string): string {
  return phrase
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}_-]+/gu, ' ')
    .trim();
}

const ROWS: readonly Row[] = PHRASES.flatMap(({ meaning, pairs }) =>
  pairs.map(([words, ...codes]): Row => ({ words: normalised(words), codes, meaning })),
);

const BY_PHRASE: ReadonlyMap<string, readonly Row[]> = grouped(ROWS);

/** Phrases of three words or more, the longest first: so specific that they mean the same inside a longer one. */
const SPECIFIC: readonly Row[] = ROWS.filter(({ words }) => words.split(' ').length > 2).toSorted(
  (a, b) => b.words.length - a.words.length,
);

function grouped(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.words, [...(groups.get(row.words) ?? []), row]);
  return groups;
}
