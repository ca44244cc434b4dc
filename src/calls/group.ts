import type { OpenGroup } from './state.ts';
import { sameEndpoint } from './state.ts';
import { codeOf, timeBetween } from './message-facts.ts';
import type { Call, CallGroup, MadeBy, Party } from './types.ts';

/** The sides of one call through a B2BUA, with what only all of them together show. */
export function buildGroup(group: OpenGroup, sides: readonly Call[]): CallGroup {
  const calls = sides.toSorted((one, two) => Number(one.id) - Number(two.id));
  const maker = madeByAcross(calls);
  const ender = endedByAcross(calls);
  return {
    id: calls[0]?.id ?? '',
    calls,
    joinedBy: group.joinedBy,
    ...(maker === undefined ? {} : { madeBy: maker }),
    ...(ender === undefined ? {} : { endedBy: ender }),
  };
}

// caller <--486-- B2BUA <--486-- callee        the same code came to the B2BUA on its other side first
function madeByAcross(calls: readonly Call[]): MadeBy | undefined {
  const [first, ...others] = calls;
  let maker = first?.madeBy;
  const left = new Set(others);
  for (let next = sourceOf(maker, left); maker !== undefined && next !== undefined; next = sourceOf(maker, left)) {
    const passedOn = [...next.madeBy.passedOn, maker.message, ...maker.passedOn];
    maker = { ...next.madeBy, passedOn };
    left.delete(next.call);
  }
  return maker;
}

function sourceOf(
  maker: MadeBy | undefined,
  calls: ReadonlySet<Call>,
): { readonly call: Call; readonly madeBy: MadeBy } | undefined {
  if (maker === undefined || maker.transaction.passedOnTo.length > 0) return undefined;
  for (const call of calls) {
    const own = call.madeBy;
    if (own === undefined || codeOf(own.message) !== codeOf(maker.message)) continue;
    if (!sameEndpoint(call.deciding?.uac, maker.element) && call.deciding?.uac?.address !== maker.element?.address)
      continue;
    if ((timeBetween(call.final, maker.message) ?? 0) >= 0) return { call, madeBy: own };
  }
  return undefined;
}

function endedByAcross(calls: readonly Call[]): Party | undefined {
  const [first, ...others] = calls;
  if (first?.endedBy === 'caller') return 'caller';
  if (others.some((call) => call.bye !== undefined && call.endedBy === 'callee')) return 'callee';
  return first?.endedBy === undefined ? undefined : 'server';
}
