import type { SipResponse } from '../sip/message.ts';
import { firstHeader } from '../sip/fields.ts';
import type { TracedMessage } from '../trace/traced.ts';
import { hasCookie, tagOf } from './keys.ts';
import type { MessageKeys } from './keys.ts';
import { added, openTransaction, sameAddress } from './state.ts';
import type { OpenCall, OpenTransaction } from './state.ts';

/** How many transactions of one key, or different responses of one transaction, are compared: enough for any real call. */
const COMPARED = 16;
/** Up to here looking through a call's transactions costs less than an index of them. */
const UNINDEXED = 12;

/**
 * Gives a message to its transaction, or begins one with it. RFC 3261 17.1.3 (responses: branch and method of CSeq), 17.2.3
 * (requests: branch, sent-by and method; without the cookie Request-URI, tags, Call-ID, CSeq and Via). A CSeq number that
 * differs is a new request even where a broken sender repeats the branch.
 */
export function placeInTransaction(call: OpenCall, traced: TracedMessage, keys: MessageKeys): OpenTransaction {
  return traced.message.kind === 'request' ? placeRequest(call, traced, keys) : placeResponse(call, traced, keys);
}

/** True where a request with this top Via was read in the call already. */
export function hasTransaction(call: OpenCall, keys: MessageKeys): boolean {
  return newestOf(call, keys, keys.method) !== undefined;
}

function placeRequest(call: OpenCall, traced: TracedMessage, keys: MessageKeys): OpenTransaction {
  if (keys.method === 'ACK') {
    // 17.1.1.3: the ACK to a failure has the branch of the INVITE; the ACK to a 2xx does not.
    const invite = sameRequest(newestOf(call, keys, 'INVITE'), traced, keys);
    if (invite !== undefined) return placeAck(invite, traced);
  }
  const newest = newestOf(call, keys, keys.method);
  const known = sameRequest(newest, traced, keys);
  if (known === undefined) return begin(call, traced, keys, newest);
  if (known.request === undefined) takeRequest(known, traced, keys);
  else known.retransmissions = added(known.retransmissions, traced);
  known.messages = added(known.messages, traced);
  return known;
}

// Two capture points may put a response before its request.
function takeRequest(known: OpenTransaction, traced: TracedMessage, keys: MessageKeys): void {
  known.request = traced;
  if (keys.toTag !== '') known.toTag = keys.toTag;
}

/** The transaction of which this request is a repetition: same sent-by, same hop; undefined where it is a new one. */
function sameRequest(
  newest: OpenTransaction | undefined,
  traced: TracedMessage,
  keys: MessageKeys,
): OpenTransaction | undefined {
  let found = newest;
  for (let compared = 0; found !== undefined && compared < COMPARED; compared++, found = found.sibling) {
    if (found.sentBy === keys.sentBy && isSameHop(found, traced) && isSameOld(found, traced, keys)) return found;
  }
  return undefined;
}

function isSameHop(known: OpenTransaction, traced: TracedMessage): boolean {
  const sameSource = known.uac === undefined || traced.source === undefined || sameAddress(known.uac, traced.source);
  if (!sameSource || known.uas === undefined || traced.destination === undefined) return sameSource;
  return (
    known.uas.address === traced.destination.address &&
    (known.uas.port === undefined ||
      traced.destination.port === undefined ||
      known.uas.port === traced.destination.port)
  );
}

// 17.2.3: without the cookie the Request-URI and the To-tag count as well; an ACK has the To-tag of the response.
function isSameOld(known: OpenTransaction, traced: TracedMessage, keys: MessageKeys): boolean {
  // A one-line summary has nothing but this: what comes after the final response is a new request.
  if (keys.branch === '' && keys.cseq < 0 && keys.method !== 'ACK' && known.final !== undefined) return false;
  if (hasCookie(keys.branch) || known.request === undefined || traced.message.kind !== 'request') return true;
  if (known.requestUri !== traced.message.requestUri) return false;
  return keys.method === 'ACK' || (known.toTag ?? '') === keys.toTag;
}

function placeAck(invite: OpenTransaction, traced: TracedMessage): OpenTransaction {
  if (invite.ack === undefined) {
    invite.ack = traced;
    invite.acks = added(invite.acks, traced);
  } else {
    invite.retransmissions = added(invite.retransmissions, traced);
  }
  if (invite.state === 'completed') invite.state = 'confirmed';
  invite.messages = added(invite.messages, traced);
  return invite;
}

function placeResponse(call: OpenCall, traced: TracedMessage, keys: MessageKeys): OpenTransaction {
  const newest = newestOf(call, keys, keys.method);
  const known = hopOf(newest, traced) ?? withoutKey(call, traced, keys);
  const transaction = known ?? begin(call, traced, keys, newest);
  if (known !== undefined) known.messages = added(known.messages, traced);
  if (transaction.sentBy !== keys.sentBy) transaction.returnedSentBy ??= keys.sentBy;
  takeResponse(transaction, traced, keys.toTag);
  return transaction;
}

/** Among transactions of one key that on which the response came back; the newest one where no hop fits. */
function hopOf(newest: OpenTransaction | undefined, traced: TracedMessage): OpenTransaction | undefined {
  let found = newest;
  for (let compared = 0; found !== undefined && compared < COMPARED; compared++, found = found.sibling) {
    if (sameAddress(found.uac, traced.destination) && sameAddress(found.uas, traced.source)) return found;
  }
  return newest;
}

// A response that lost its Via or its CSeq in a log or a chat: the newest transaction that it can answer.
function withoutKey(call: OpenCall, traced: TracedMessage, keys: MessageKeys): OpenTransaction | undefined {
  if (keys.branch !== '' && keys.method !== '') return undefined;
  const possible = call.transactions
    .slice(-COMPARED)
    .filter(
      (transaction) =>
        transaction.method !== 'ACK' &&
        (keys.method === '' || (transaction.method === keys.method && (transaction.cseq ?? -1) === keys.cseq)) &&
        (keys.branch === '' || transaction.branch === keys.branch),
    );
  const onHop = possible.filter(
    ({ uac, uas }) => sameAddress(uac, traced.destination) && sameAddress(uas, traced.source),
  );
  const likely = onHop.length > 0 ? onHop : possible;
  return likely.findLast((transaction) => transaction.final === undefined) ?? likely.at(-1);
}

function takeResponse(transaction: OpenTransaction, traced: TracedMessage, toTag: string): void {
  const response = traced.message as SipResponse;
  const list = response.statusCode < 200 ? transaction.provisional : transaction.finals;
  if (isRepeated(list, response, toTag)) {
    transaction.retransmissions = added(transaction.retransmissions, traced);
  } else if (response.statusCode < 200) {
    transaction.provisional = added(transaction.provisional, traced);
    if (transaction.final === undefined) transaction.state = 'proceeding';
  } else {
    transaction.finals = added(transaction.finals, traced);
    transaction.final ??= traced;
    // RFC 6026 7.1: after a 2xx the INVITE transaction stays to take its repetitions.
    const isAccepted = transaction.method === 'INVITE' && response.statusCode < 300;
    if (transaction.state !== 'accepted') transaction.state = isAccepted ? 'accepted' : 'completed';
  }
}

function isRepeated(list: readonly TracedMessage[], response: SipResponse, toTag: string): boolean {
  for (let at = list.length - 1, compared = 0; at >= 0 && compared < COMPARED; at--, compared++) {
    const earlier = list[at]?.message;
    if (earlier?.kind !== 'response' || earlier.statusCode !== response.statusCode) continue;
    if (earlier.reasonPhrase !== response.reasonPhrase || earlier.body !== response.body) continue;
    if (tagOf(firstHeader(earlier, 'To') ?? '') !== toTag) continue;
    // RFC 3262 3: a new RSeq is a new reliable response.
    if (response.statusCode >= 200 || firstHeader(earlier, 'RSeq') === firstHeader(response, 'RSeq')) return true;
  }
  return false;
}

function begin(
  call: OpenCall,
  traced: TracedMessage,
  keys: MessageKeys,
  newest: OpenTransaction | undefined,
): OpenTransaction {
  const transaction = openTransaction(traced, keys, newest);
  call.transactions.push(transaction);
  if (call.index !== undefined) call.index.set(keyOf(keys, keys.method), transaction);
  else if (call.transactions.length > UNINDEXED) call.index = indexOf(call.transactions);
  return transaction;
}

/** The newest transaction with the branch, method and CSeq number of a message. */
function newestOf(call: OpenCall, keys: MessageKeys, method: string): OpenTransaction | undefined {
  if (call.index !== undefined) return call.index.get(keyOf(keys, method));
  const { branch, cseq } = keys;
  const isOld = !hasCookie(branch);
  for (let at = call.transactions.length - 1; at >= 0; at--) {
    const transaction = call.transactions[at];
    if (transaction === undefined || (transaction.cseq ?? -1) !== cseq || transaction.method !== method) continue;
    if ((transaction.branch ?? '') !== branch) continue;
    if (!isOld || (transaction.sentBy === keys.sentBy && (transaction.fromTag ?? '') === keys.fromTag))
      return transaction;
  }
  return undefined;
}

function indexOf(transactions: readonly OpenTransaction[]): Map<string, OpenTransaction> {
  const keyOfOne = ({ branch = '', cseq = -1, sentBy, fromTag = '', method }: OpenTransaction): string =>
    keyOf({ branch, cseq, sentBy, fromTag }, method);
  return new Map(transactions.map((transaction) => [keyOfOne(transaction), transaction]));
}

function keyOf(keys: Pick<MessageKeys, 'branch' | 'cseq' | 'sentBy' | 'fromTag'>, method: string): string {
  return hasCookie(keys.branch)
    ? `${keys.branch} ${method} ${keys.cseq}`
    : `${keys.branch} ${method} ${keys.cseq} ${keys.sentBy} ${keys.fromTag}`;
}
