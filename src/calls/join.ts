import { linkedCallIds } from '../sip/headers/linked-call.ts';
import { parseChargingVector } from '../sip/headers/p-headers.ts';
import { parseSessionId } from '../sip/headers/session-id.ts';
import { plainText } from '../sip/plain-message.ts';
import type { SipMessage } from '../sip/message.ts';
import type { TracedMessage } from '../trace/traced.ts';
import { createNumberJoin } from './join-numbers.ts';
import { hasCookie, viaBranches } from './keys.ts';
import type { MessageKeys } from './keys.ts';
import { sameEndpoint } from './state.ts';
import type { OpenCall, OpenGroup } from './state.ts';
import type { JoinedBy, JoinKey } from './types.ts';

/** Finds calls that are sides of one call, when their first INVITE comes. */
export interface Joiner {
  consider(call: OpenCall, traced: TracedMessage, keys: MessageKeys, count: number): void;
  forget(call: OpenCall): void;
}

/** More sides than any real call has: a value that so many share is no identifier of one call. */
const MOST_SIDES = 32;
const CERTAINTY: Readonly<Record<Exclude<JoinKey, 'numbers-and-time'>, JoinedBy['certainty']>> = {
  'session-id': 'proven',
  'x-call-id': 'proven',
  'via-branch': 'proven',
  'cisco-guid': 'proven',
  // RFC 7315 4.6 asks for a value per call; some elements send a constant.
  'charging-vector': 'likely',
};
const RANK = { possible: 0, likely: 1, proven: 2 } as const;

/** By identifiers that a B2BUA hands over, else by numbers, hosts and time. */
export function createJoiner(byCallId: (callId: string) => OpenCall | undefined): Joiner {
  const byKey = new Map<string, OpenCall>();
  const numbers = createNumberJoin();

  function joinByKeys(call: OpenCall, traced: TracedMessage): void {
    const own = joinKeysOf(traced.message, call.callId);
    // A side that names this Call-ID may have come first.
    if (byKey.size > 0) own.push(['x-call-id', call.callId]);
    if (own.length === 0) return;
    call.joinKeys = own.map(([by, value]) => `${by} ${value}`);
    for (const [by, value] of own) {
      const key = `${by} ${value}`;
      const other = byKey.get(key) ?? (by === 'x-call-id' ? byCallId(value) : undefined);
      if (other === undefined || other === call) byKey.set(key, call);
      else if (!isSameHop(other, traced)) join(other, call, { by, certainty: CERTAINTY[by] });
    }
  }

  return {
    consider(call, traced, keys, count) {
      if (call.isRegistration || keys.method !== 'INVITE' || keys.toTag !== '') return;
      if (call.isConsidered) return numbers.note(call, traced, count);
      call.isConsidered = true;
      joinByKeys(call, traced);
      const near = numbers.find(call, traced, count);
      if (near === undefined || call.group !== undefined) return;
      const isKept = viaBranches(traced.message)
        .slice(1)
        .some((branch) => isBranchOf(near.call, branch));
      if (isKept) join(near.call, call, { by: 'via-branch', certainty: CERTAINTY['via-branch'] });
      else join(near.call, call, { by: 'numbers-and-time', certainty: near.certainty });
    },
    forget(call) {
      for (const key of call.joinKeys) if (byKey.get(key) === call) byKey.delete(key);
    },
  };
}

function isBranchOf(call: OpenCall, branch: string): boolean {
  return hasCookie(branch) && call.lastInvite?.branch === branch;
}

type Named = Exclude<JoinKey, 'numbers-and-time' | 'via-branch'>;

// One look for all of them: most messages have none.
const NAMES_ANOTHER = /\n(?:Session-ID|Cisco-Guid|P-Charging-Vector|[Xx]-)/;

function joinKeysOf(message: SipMessage, callId: string): [Named, string][] {
  const found: [Named, string][] = [];
  const text = plainText(message);
  if (text !== undefined && !NAMES_ANOTHER.test(text)) return found;
  let hasExtension = false;
  for (const { name, value } of message.headerFields) {
    if (name === 'Session-ID') {
      const session = parseSessionId(value)?.local;
      // RFC 7989 5: zeros stand for an end that has not said its own yet.
      if (session !== undefined && !/^0+$/.test(session)) found.push(['session-id', session]);
    } else if (name === 'Cisco-Guid') {
      if (value.length >= 16) found.push(['cisco-guid', value]);
    } else if (name === 'P-Charging-Vector') {
      const icid = parseChargingVector(value).icid ?? '';
      if (icid.length >= 8) found.push(['charging-vector', icid]);
    } else if (name.startsWith('X-') || name.startsWith('x-')) {
      hasExtension = true;
    }
  }
  if (!hasExtension) return found;
  for (const linked of linkedCallIds(message)) if (linked !== callId) found.push(['x-call-id', linked]);
  return found;
}

// Two calls of one sender to one receiver are no two sides, whatever they share.
function isSameHop(call: OpenCall, traced: TracedMessage): boolean {
  const first = call.lastInvite;
  if (first?.uac === undefined || first.uas === undefined || traced.source === undefined) return false;
  return sameEndpoint(first.uac, traced.source) && sameEndpoint(first.uas, traced.destination);
}

function join(one: OpenCall, two: OpenCall, by: JoinedBy): void {
  if (one.group !== undefined && one.group === two.group) return;
  const members = [...(one.group?.members ?? [one]), ...(two.group?.members ?? [two])];
  if (members.length > MOST_SIDES) return;
  const links = [by, one.group?.joinedBy, two.group?.joinedBy].filter((link) => link !== undefined);
  const weakest = links.reduce((weak, link) => (RANK[link.certainty] < RANK[weak.certainty] ? link : weak));
  const group: OpenGroup = { members, joinedBy: weakest };
  for (const member of members) member.group = group;
  one.joinedBy ??= by;
  two.joinedBy ??= by;
}
