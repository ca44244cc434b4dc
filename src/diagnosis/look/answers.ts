import { codeOf, toTagOf } from '../../calls/message-facts.ts';
import type { Call, Transaction } from '../../calls/types.ts';
import { headerValues } from '../../sip/fields.ts';
import { parseNameAddr } from '../../sip/headers/name-addr.ts';
import type { Uri } from '../../sip/uri.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { isPrivateAddress, isPublicAddress } from './private-address.ts';
import { between } from './refusal.ts';
import { once } from './once.ts';

/** A 2xx to an INVITE on one hop: how often it was repeated, and what acknowledged it (RFC 3261 13.2.2.4, 13.3.1.4). */
export interface InviteAnswer {
  readonly invite: Transaction;
  readonly response: TracedMessage;
  /** Repetitions that a timer made: copies within a moment are left out. */
  readonly repeats: readonly TracedMessage[];
  readonly acks: readonly TracedMessage[];
}

/** Copies of one packet at several points of one capture come closer together than this; T1 is 500 ms, seldom less than 100. */
const COPY_MS = 50;

/** All 2xx to INVITEs of a call, those of forks and re-INVITEs too, hop by hop. */
export const inviteAnswers = once(readInviteAnswers);

function readInviteAnswers(call: Call): readonly InviteAnswer[] {
  return call.transactions.flatMap((invite): InviteAnswer[] => {
    if (invite.method !== 'INVITE') return [];
    return invite.finals.filter(isSuccess).map((response) => ({
      invite,
      response,
      repeats: repeatsOf(invite, response),
      acks: invite.acks.filter(
        (ack) => toTagOf(response) === '' || toTagOf(ack) === '' || toTagOf(ack) === toTagOf(response),
      ),
    }));
  });
}

/** Repetitions of a response, as its timer made them. */
export function repeatsOf({ retransmissions }: Transaction, response: TracedMessage): readonly TracedMessage[] {
  const same = retransmissions.filter(
    (other) => codeOf(other) === codeOf(response) && toTagOf(other) === toTagOf(response),
  );
  let last = response;
  return same.filter((other) => {
    const gap = between(last, other);
    if (gap !== undefined && gap < COPY_MS) return false;
    last = other;
    return true;
  });
}

/** Repetitions of a request, as its timer made them. */
export function resent({ request, retransmissions }: Transaction): readonly TracedMessage[] {
  let last = request;
  return retransmissions.filter((other) => {
    const gap = between(last, other);
    if (other.message.kind !== 'request' || (gap !== undefined && gap < COPY_MS)) return false;
    last = other;
    return true;
  });
}

/** The same answer on the hop before, nearer to the sender of the INVITE. */
export const before = ({ invite, response }: InviteAnswer, all: readonly InviteAnswer[]): InviteAnswer | undefined =>
  all.find((other) => other.invite === invite.passedOnFrom && toTagOf(other.response) === toTagOf(response));

/** True on the hop of the element that answered: nobody was seen passing the INVITE on and getting this answer. */
export const isFirstSent = ({ invite, response }: InviteAnswer, all: readonly InviteAnswer[]): boolean =>
  !all.some((other) => other.invite.passedOnFrom === invite && toTagOf(other.response) === toTagOf(response));

/** Where a request in the dialog goes first, by what the answer says. */
export interface Target {
  readonly field: 'Contact' | 'Record-Route';
  readonly uri: Uri;
}

/** RFC 3261 12.1.2, 12.2.1.1: the last Record-Route of the response comes first; without one it is the Contact. */
export function firstTarget({ message }: TracedMessage): Target | undefined {
  const route = headerValues(message, 'Record-Route').at(-1);
  return route === undefined ? contactTarget(message) : targetOf('Record-Route', route);
}

/** The Contact of a response, where the last element of the route sends to. */
export const contactTarget = (message: TracedMessage['message']): Target | undefined => {
  const contact = headerValues(message, 'Contact')[0];
  return contact === undefined ? undefined : targetOf('Contact', contact);
};

function targetOf(field: Target['field'], value: string): Target | undefined {
  const { uri } = parseNameAddr(value);
  return uri === undefined || uri.host === '' ? undefined : { field, uri };
}

/** Addresses that lead back to whoever uses them. */
const OWN_HOST = /^(?:127\.|0\.0\.0\.0$|::1?$|localhost$)/i;

/** True where a target is an address that the receiver of the message cannot reach, while the sender is no part of its own network. */
export function isOutOfReach({ uri }: Target, carrier: TracedMessage): boolean {
  const { source, destination } = carrier;
  if (OWN_HOST.test(uri.host))
    return ![source, destination].some((end) => end !== undefined && OWN_HOST.test(end.address));
  if (!isPrivateAddress(uri.host)) return false;
  if (destination !== undefined && isPublicAddress(destination.address)) return true;
  return source !== undefined && isPublicAddress(source.address);
}

const isSuccess = (traced: TracedMessage): boolean => {
  const code = codeOf(traced) ?? 0;
  return code >= 200 && code < 300;
};
