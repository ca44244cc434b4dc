import { grouped } from '../look/grouped.ts';
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
    if (first !== undefined) return [found(first, told, ratesOf(calls).rateOf(first), true)];
    return [...grouped(calls, ({ destination }) => destination?.address ?? '').values()].flatMap(burst);
  },
});

function burst(calls: readonly Case[]): Found[] {
  const refused = calls.filter(isOverload);
  const first = refused[0];
  if (first === undefined || refused.length < FEWEST_REFUSED) return [];
  if (refused.some(({ statusCode, firstAt }) => statusCode !== first.statusCode || firstAt === undefined)) return [];
  const { timed, rates } = ratesOf(calls);
  let lowest = Infinity;
  let highest = 0;
  let accepted = 0;
  timed.forEach((one, index) => {
    const rate = rates[index] ?? 0;
    if (isOverload(one)) lowest = Math.min(lowest, rate);
    if (one.outcome !== 'answered') return;
    highest = Math.max(highest, rate);
    accepted++;
  });
  const isAbove = accepted >= FEWEST_ACCEPTED && lowest >= LOWEST_RATE && lowest > highest;
  return isAbove ? [found(first, refused, lowest, false)] : [];
}

const isOverload = ({ outcome, statusCode }: Case): boolean => outcome === 'rejected' && OVERLOAD.has(statusCode ?? 0);

function found(first: Case, refused: readonly Case[], rate: number, isTold: boolean): Found {
  return {
    certainty: isTold ? 'proven' : 'likely',
    atFault: 'caller',
    ...(first.destination !== undefined && { about: first.destination }),
    values: {
      host: nameOf(first.destination),
      count: refused.length,
      rate,
      code: first.statusCode ?? 503,
      told: isTold ? 'yes' : 'no',
    },
    calls: refused.map(({ id }) => id),
    evidence: [
      first.final ?? first.request,
      ...refused.slice(1, 3).flatMap(({ final }) => (final === undefined ? [] : [final])),
      first.request,
    ],
    entries: [`response/${first.statusCode ?? 503}`],
  };
}

interface Rates {
  /** The calls in the order of their times. */
  readonly timed: readonly Case[];
  /** For each of them, how many calls began in the second that ends with it. */
  readonly rates: readonly number[];
  rateOf(one: Case): number;
}

function ratesOf(calls: readonly Case[]): Rates {
  const timed = calls
    .filter(({ firstAt }) => firstAt !== undefined)
    .toSorted((a, b) => (a.firstAt ?? 0) - (b.firstAt ?? 0));
  let start = 0;
  const rates = timed.map((one, index) => {
    while ((one.firstAt ?? 0) - (timed[start]?.firstAt ?? 0) >= WINDOW_MS) start++;
    return index - start + 1;
  });
  return { timed, rates, rateOf: (one) => rates[timed.indexOf(one)] ?? 0 };
}
