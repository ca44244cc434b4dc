import { nameOf } from '../look/name.ts';
import { meaningOf } from '../look/phrases.ts';
import { defineRule } from '../rule.ts';
import type { Case, Found } from '../rule.ts';

/** Codes that switches answer to calls above their rate. */
const OVERLOAD: ReadonlySet<number> = new Set([403, 480, 486, 500, 503]);
const WINDOW_MS = 1_000;
const FEWEST_REFUSED = 3;
const FEWEST_ACCEPTED = 2;
/** Two calls in one second are no burst. */
const LOWEST_RATE = 3;

/**
 * Calls refused for coming too fast: the phrase says so, or every refused call to one place was the Nth of its second while no accepted
 * one was (RFC 7339 calls it rate control).
 */
export const rule = defineRule({
  id: 'cps-limit',
  aliases: [],
  scope: 'trace',
  severity: 'failure',
  needs: [],
  explains: ['channel-limit', '486-busy', '503-local', 'callee-480'],
  spec: ['RFC 7339 5', 'RFC 3261 21.5.4'],
  find({ cases }) {
    const calls = cases.filter(({ kind }) => kind === 'call');
    const told = calls.filter((one) => meaningOf(one.statusCode ?? 0, one.reasonPhrase) === 'cps-limit');
    const first = told[0];
    if (first !== undefined) return [found(first, told, ratesOf(calls).get(first), true)];
    return [...grouped(calls).values()].flatMap(burst);
  },
});

function burst(calls: readonly Case[]): Found[] {
  const refused = calls.filter(({ outcome, statusCode }) => outcome === 'rejected' && OVERLOAD.has(statusCode ?? 0));
  const accepted = calls.filter(({ outcome }) => outcome === 'answered');
  const first = refused[0];
  if (first === undefined || refused.length < FEWEST_REFUSED || accepted.length < FEWEST_ACCEPTED) return [];
  if (refused.some(({ statusCode }) => statusCode !== first.statusCode)) return [];
  const rates = ratesOf(calls);
  const rateOf = (one: Case): number => rates.get(one) ?? 0;
  const lowest = refused.reduce((least, one) => Math.min(least, rateOf(one)), Infinity);
  const isAbove = lowest >= LOWEST_RATE && accepted.every((one) => rateOf(one) < lowest);
  return isAbove ? [found(first, refused, lowest, false)] : [];
}

function found(first: Case, refused: readonly Case[], rate: number | undefined, isTold: boolean): Found {
  return {
    certainty: isTold ? 'proven' : 'likely',
    atFault: 'caller',
    ...(first.destination !== undefined && { about: first.destination }),
    values: {
      host: nameOf(first.destination),
      count: refused.length,
      rate: rate ?? 0,
      code: first.statusCode ?? 503,
      told: isTold ? 'yes' : 'no',
    },
    evidence: [
      first.final ?? first.request,
      ...refused.slice(1, 3).flatMap(({ final }) => (final === undefined ? [] : [final])),
      first.request,
    ],
    entries: [`response/${first.statusCode ?? 503}`],
  };
}

/** How many calls to the same place began in the second that ends with each call. */
function ratesOf(calls: readonly Case[]): ReadonlyMap<Case, number> {
  const timed = calls
    .filter(({ firstAt }) => firstAt !== undefined)
    .toSorted((a, b) => (a.firstAt ?? 0) - (b.firstAt ?? 0));
  const rates = new Map<Case, number>();
  let start = 0;
  timed.forEach((one, index) => {
    while ((one.firstAt ?? 0) - (timed[start]?.firstAt ?? 0) >= WINDOW_MS) start++;
    rates.set(one, index - start + 1);
  });
  return rates;
}

function grouped(calls: readonly Case[]): ReadonlyMap<string, readonly Case[]> {
  const groups = new Map<string, Case[]>();
  for (const one of calls) {
    const key = one.destination?.address ?? '';
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [one]);
    else known.push(one);
  }
  return groups;
}
