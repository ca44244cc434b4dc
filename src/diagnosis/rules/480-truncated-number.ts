import { isGrowth } from '../look/growing.ts';
import { partyOf } from '../look/name.ts';
import { grouped } from '../look/grouped.ts';
import { callerOf } from '../look/caller.ts';
import { defineRule } from '../rule.ts';
import type { Case, Found } from '../rule.ts';

/** What switches answer to a number that stops too early. */
const CUT: ReadonlySet<number> = new Set([404, 480, 484]);
// Nobody hangs up and dials a longer number by hand sooner; inter-digit timers are 2 to 15 s.
const TOGETHER_MS = 30_000;

/**
 * Calls of one caller, one after the other, whose numbers are each the beginning of the next, and the shorter ones refused: the number
 * left before it was complete (RFC 3578 3; RFC 3261 21.4.22). Two of them can be a correction by hand, three are digits one by one.
 */
export const rule = defineRule({
  id: '480-truncated-number',
  aliases: [],
  scope: 'trace',
  severity: 'failure',
  needs: [],
  explains: ['484-address-incomplete', 'callee-480', '404-number'],
  spec: ['RFC 3578 3', 'RFC 3261 21.4.22'],
  find({ cases }) {
    const callers = new Set(cases.filter(isCut).map(callerOf));
    if (callers.size === 0) return [];
    const calls = cases.filter((one) => one.kind === 'call' && callers.has(callerOf(one)));
    return [...grouped(calls, callerOf).values()]
      .flatMap((own) => chainsOf(own.toSorted((a, b) => (a.firstAt ?? 0) - (b.firstAt ?? 0))))
      .map(found);
  },
});

/** Runs of neighbouring calls that grow digit by digit from a refused one. */
function chainsOf(calls: readonly Case[]): readonly (readonly Case[])[] {
  const chains: Case[][] = [];
  let chain: Case[] = [];
  for (const next of calls) {
    const last = chain.at(-1);
    if (last !== undefined && isCut(last) && isGrowth(last.to, next.to) && isSoon(last, next)) chain.push(next);
    else {
      if (chain.length > 1) chains.push(chain);
      chain = [next];
    }
  }
  return chain.length > 1 ? [...chains, chain] : chains;
}

const isCut = ({ outcome, statusCode }: Case): boolean =>
  outcome === 'rejected' && statusCode !== undefined && CUT.has(statusCode);

const isSoon = (one: Case, next: Case): boolean =>
  one.firstAt === undefined || next.firstAt === undefined || next.firstAt - one.firstAt <= TOGETHER_MS;

function found(chain: readonly Case[]): Found {
  const [first, ...rest] = chain as readonly [Case, ...Case[]];
  const last = chain.at(-1) ?? first;
  return {
    certainty: chain.length > 2 ? 'proven' : 'likely',
    atFault: 'caller',
    ...(first.source !== undefined && { about: first.source }),
    values: {
      count: chain.length,
      number: partyOf(first.to),
      longest: partyOf(last.to),
      code: first.statusCode ?? 484,
    },
    calls: chain.map(({ id }) => id),
    evidence: [
      first.request,
      ...(first.final === undefined ? [] : [first.final]),
      ...rest.slice(0, 2).map(({ request }) => request),
    ],
    entries: [`response/${first.statusCode ?? 484}`],
  };
}
