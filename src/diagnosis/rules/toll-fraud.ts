import { callerOf } from '../look/caller.ts';
import { costlyPrefix } from '../look/costly-prefixes.ts';
import { grouped } from '../look/grouped.ts';
import { nameOf, partyOf } from '../look/name.ts';
import { defineRule } from '../rule.ts';
import type { Case, Found } from '../rule.ts';

const WINDOW_MS = 600_000;
const FEWEST_CALLS = 6;
const FEWEST_NUMBERS = 4;
const FEWEST_COUNTRIES = 3;
const MANY = 15;

/**
 * One account calls many numbers in several costly destinations within ten minutes: what a stolen password looks like in a trace. A risk,
 * never proven: the people who call decide whether they meant it.
 */
export const rule = defineRule({
  id: 'toll-fraud',
  aliases: [],
  scope: 'trace',
  severity: 'risk',
  needs: [],
  explains: [],
  spec: ['RFC 3261 26.1'],
  find({ cases }) {
    const costly = cases.filter((one) => one.kind === 'call' && costlyPrefix(one.to) !== undefined);
    return [...grouped(costly, callerOf).values()].flatMap((calls) =>
      burst(calls.toSorted((a, b) => (a.firstAt ?? 0) - (b.firstAt ?? 0))),
    );
  },
});

function burst(calls: readonly Case[]): Found[] {
  const first = calls.find((one) => isBurst(within(calls, one)));
  if (first === undefined) return [];
  const near = within(calls, first);
  const last = near.at(-1) ?? first;
  return [
    {
      certainty: near.length >= MANY ? 'likely' : 'possible',
      atFault: 'caller',
      ...(first.source !== undefined && { about: first.source }),
      values: {
        user: partyOf(first.from),
        host: nameOf(first.source),
        count: near.length,
        countries: countries(near),
        minutes: Math.max(1, Math.ceil(((last.firstAt ?? 0) - (first.firstAt ?? 0)) / 60_000)),
      },
      evidence: [first.request, ...near.slice(1, 4).map(({ request }) => request)],
    },
  ];
}

const within = (calls: readonly Case[], first: Case): readonly Case[] =>
  calls.filter(
    ({ firstAt }) =>
      first.firstAt === undefined ||
      firstAt === undefined ||
      (firstAt >= first.firstAt && firstAt - first.firstAt <= WINDOW_MS),
  );

const isBurst = (calls: readonly Case[]): boolean =>
  calls.length >= FEWEST_CALLS &&
  new Set(calls.map(({ to }) => to)).size >= FEWEST_NUMBERS &&
  countries(calls) >= FEWEST_COUNTRIES;

const countries = (calls: readonly Case[]): number => new Set(calls.map(({ to }) => costlyPrefix(to))).size;
