import { firstHeader } from '../sip/fields.ts';
import { linkedCallIds } from '../sip/headers/linked-call.ts';
import { parseChargingVector } from '../sip/headers/p-headers.ts';
import { parseSessionId } from '../sip/headers/session-id.ts';
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
export function createJoiner(): Joiner {
  const byKey = new Map<string, OpenCall>();
  const numbers = createNumberJoin();
  return {
    consider(call, traced, keys, count) {
      if (call.isRegistration || keys.method !== 'INVITE' || keys.toTag !== '') return;
      if (call.joinKeys.length > 0) return numbers.note(call, traced, count);
      const own = joinKeysOf(traced.message, call.callId);
      call.joinKeys = own.map(([by, value]) => `${by} ${value}`);
      for (const [by, value] of own) {
        const key = `${by} ${value}`;
        const other = byKey.get(key);
        if (other === undefined) byKey.set(key, call);
        else if (other !== call && !isSameHop(other, traced)) join(other, call, { by, certainty: CERTAINTY[by] });
      }
      const near = numbers.find(call, traced, count);
      if (near !== undefined && call.group === undefined)
        join(near.call, call, { by: 'numbers-and-time', certainty: near.certainty });
    },
    forget(call) {
      for (const key of call.joinKeys) if (byKey.get(key) === call) byKey.delete(key);
    },
  };
}

function joinKeysOf(message: SipMessage, callId: string): [Exclude<JoinKey, 'numbers-and-time'>, string][] {
  const found: [Exclude<JoinKey, 'numbers-and-time'>, string][] = [];
  const session = parseSessionId(firstHeader(message, 'Session-ID') ?? '')?.local;
  // RFC 7989 5: zeros stand for an end that has not said its own yet.
  if (session !== undefined && !/^0+$/.test(session)) found.push(['session-id', session]);
  for (const linked of [callId, ...linkedCallIds(message)]) if (linked !== '') found.push(['x-call-id', linked]);
  for (const branch of viaBranches(message)) if (hasCookie(branch)) found.push(['via-branch', branch]);
  const guid = firstHeader(message, 'Cisco-Guid');
  if (guid !== undefined && guid.length >= 16) found.push(['cisco-guid', guid]);
  const vector = firstHeader(message, 'P-Charging-Vector');
  const icid = vector === undefined ? undefined : parseChargingVector(vector).icid;
  if (icid !== undefined && icid.length >= 8) found.push(['charging-vector', icid]);
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
