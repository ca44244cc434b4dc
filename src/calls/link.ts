import type { Endpoint, TracedMessage } from '../trace/traced.ts';
import { tagOf, viaBranches } from './keys.ts';
import { added, sameEndpoint } from './state.ts';
import type { OpenCall, OpenTransaction } from './state.ts';
import { firstHeader, rowValues } from '../sip/fields.ts';
import { splitList } from '../sip/scan.ts';
import { codeOf, timeBetween } from './message-facts.ts';

/** How far back a hop, or the INVITE of an ACK, is looked for. */
const LOOKED_BACK = 16;
/** How long an element may take to pass a request on that lost its Vias. */
const PASSING_MS = 5_000;

/** Ties the transactions of a call together: passed on from hop to hop, ACKs of a 2xx and CANCELs to their INVITE. */
export function linkTransactions(call: OpenCall): void {
  if (isPlain(call)) {
    for (const transaction of call.transactions) transaction.viaDepth = viaDepthOf(transaction);
    return linkAcks(call);
  }
  const byBranch = new Map<string, OpenTransaction>();
  for (const [index, transaction] of call.transactions.entries()) {
    const first = transaction.request ?? transaction.messages[0];
    const branches = first === undefined ? [] : viaBranches(first.message);
    transaction.viaDepth = branches.length;
    linkPassedOn(call, index, byBranch, branches);
    const own = transaction.branch;
    if (own !== undefined) byBranch.set(`${own} ${transaction.method}`, transaction);
  }
  for (const transaction of call.transactions)
    if (transaction.method === 'CANCEL') linkCancel(call, transaction, byBranch);
  for (const transaction of call.transactions) takeFromNextHop(transaction);
  linkAcks(call);
}

/** Each method once: nothing was passed on, cancelled or tried again. */
function isPlain(call: OpenCall): boolean {
  const { transactions } = call;
  if (transactions.length > LOOKED_BACK) return false;
  return transactions.every(
    ({ method }, index) =>
      method !== 'CANCEL' && !transactions.some((other, at) => at < index && other.method === method),
  );
}

function viaDepthOf(transaction: OpenTransaction): number {
  const message = (transaction.request ?? transaction.messages[0])?.message;
  let depth = 0;
  for (const value of message === undefined ? [] : rowValues(message, 'Via'))
    depth += value.includes(',') ? splitList(value, ',').length : 1;
  return depth;
}

// INVITE from A, Via: A            INVITE from P, Via: P, Via: A
//        A ----------------------> P ------------------------> B
function linkPassedOn(
  call: OpenCall,
  index: number,
  byBranch: ReadonlyMap<string, OpenTransaction>,
  branches: readonly string[],
): void {
  const transaction = call.transactions[index];
  if (transaction === undefined) return;
  // 16.10: a CANCEL goes hop by hop, each made anew.
  let before: OpenTransaction | undefined;
  for (let depth = 1; depth < branches.length && before === undefined; depth++) {
    before = byBranch.get(`${branches[depth]} ${transaction.method}`);
  }
  if (before === undefined && branches.length <= 1) before = beforeByHop(call, index);
  if (before === undefined || before === transaction) return;
  transaction.passedOnFrom = before;
  before.passedOnTo = added(before.passedOnTo, transaction);
}

/** An element that hides the Vias but keeps the Call-ID: what came to it shortly before goes out again. */
function beforeByHop(call: OpenCall, index: number): OpenTransaction | undefined {
  const { request, uac, uas, method } = call.transactions[index] ?? {};
  if (request === undefined || uac === undefined || uas === undefined) return undefined;
  for (let at = index - 1; at >= Math.max(0, index - LOOKED_BACK); at--) {
    const earlier = call.transactions[at];
    if (earlier?.request === undefined || earlier.method !== method || earlier.uas === undefined) continue;
    const goesOn = sameEndpoint(earlier.uas, uac) && !sameEndpoint(earlier.uac, uas) && !sameEndpoint(earlier.uac, uac);
    if (goesOn && (timeBetween(earlier.request, request) ?? 0) <= PASSING_MS) return earlier;
  }
  return undefined;
}

function linkCancel(call: OpenCall, cancel: OpenTransaction, byBranch: ReadonlyMap<string, OpenTransaction>): void {
  const invite =
    cancel.branch === undefined
      ? call.transactions.find(
          (other) =>
            other.method === 'INVITE' &&
            other.cseq === cancel.cseq &&
            sameEndpoint(other.uac, cancel.uac) &&
            sameEndpoint(other.uas, cancel.uas),
        )
      : byBranch.get(`${cancel.branch} INVITE`);
  if (invite === undefined) return;
  invite.cancel ??= cancel;
  // The CANCEL that an element got is the reason of the one that it sends on the next hop.
  const before = invite.passedOnFrom?.cancel;
  if (before === undefined) return;
  cancel.passedOnFrom = before;
  before.passedOnTo = added(before.passedOnTo, cancel);
}

// received from A: INVITE, Via: A          sent on and back, not in the log: INVITE and 486 with Via: P, Via: A ... 486 with Via: A
// received from B: 486, Via: P, Via: A
/** A log of what one element received has the requests of one hop and the responses of the next: they are those of the hop before as well. */
function takeFromNextHop(transaction: OpenTransaction): void {
  const { request, provisional, finals, passedOnTo } = transaction;
  if (request === undefined || provisional.length > 0 || finals.length > 0 || passedOnTo.length === 0) return;
  if (passedOnTo.some((next) => next.request !== undefined)) return;
  // 16.7: a 2xx first, then a 6xx, then what was left.
  const told = passedOnTo.toSorted((a, b) => weightOf(b) - weightOf(a))[0];
  if (told === undefined) return;
  transaction.provisional = told.provisional;
  transaction.finals = told.finals;
  if (told.final !== undefined) transaction.final = told.final;
  const isAcknowledged = told.state === 'completed' && transaction.ack !== undefined;
  transaction.state = isAcknowledged ? 'confirmed' : told.state;
}

function weightOf({ final }: OpenTransaction): number {
  const code = codeOf(final) ?? 0;
  return code >= 200 && code < 300 ? 3 : code >= 600 ? 2 : code > 0 ? 1 : 0;
}

// 13.2.2.4: the ACK to a 2xx has the CSeq number of its INVITE and the To-tag of the 2xx, but its own branch and path.
function linkAcks(call: OpenCall): void {
  if (!call.transactions.some((transaction) => transaction.method === 'ACK')) return;
  const invites = new Map<number, OpenTransaction[]>();
  for (const transaction of call.transactions) {
    if (transaction.method === 'INVITE') {
      const same = invites.get(transaction.cseq ?? -1);
      if (same === undefined) invites.set(transaction.cseq ?? -1, [transaction]);
      else same.push(transaction);
    }
    if (transaction.method === 'ACK' && transaction.request !== undefined) {
      const candidates = invites.get(transaction.cseq ?? -1)?.slice(-LOOKED_BACK) ?? [];
      for (const invite of acknowledged(candidates, transaction.request)) takeAck(invite, transaction);
    }
  }
}

function acknowledged(candidates: readonly OpenTransaction[], ack: TracedMessage): readonly OpenTransaction[] {
  const toTag = tagOf(firstHeader(ack.message, 'To') ?? '');
  const possible = candidates.filter((invite) => {
    const code = codeOf(invite.final);
    if (code === undefined || code >= 300) return false;
    return toTag === '' || invite.finals.some((final) => tagOf(firstHeader(final.message, 'To') ?? '') === toTag);
  });
  if (possible.length <= 1) return possible;
  const isFrom = (invite: OpenTransaction): boolean => isKnownSame(invite.uac, ack.source);
  const isTo = (invite: OpenTransaction): boolean => isKnownSame(invite.uas, ack.destination);
  const onHop = possible.filter((invite) => isFrom(invite) && isTo(invite));
  if (onHop.length > 0) return onHop;
  // Without Record-Route it goes past the proxies: it is what the first hop sent and the last hop got.
  const atOneEnd = possible.filter((invite) => isFrom(invite) || isTo(invite));
  return atOneEnd.length > 0 ? atOneEnd : possible.slice(0, 1);
}

function isKnownSame(one: Endpoint | undefined, two: Endpoint | undefined): boolean {
  return one !== undefined && two !== undefined && sameEndpoint(one, two);
}

function takeAck(invite: OpenTransaction, ack: OpenTransaction): void {
  const request = ack.request;
  if (request === undefined) return;
  invite.ack ??= request;
  invite.acks = added(invite.acks, request);
}
