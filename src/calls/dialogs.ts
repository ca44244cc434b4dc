import { codeOf, fromTagOf, toTagOf } from './message-facts.ts';
import type { OpenCall, OpenTransaction } from './state.ts';
import { sdpExchanges } from './sdp-exchanges.ts';
import type { Dialog, DialogState, SdpExchange } from './types.ts';

interface Draft {
  readonly callerTag: string;
  readonly calleeTag: string;
  readonly transactions: OpenTransaction[];
  answered: boolean;
  ended: boolean;
}

/** The dialogs of a call, and all its offers and answers. RFC 3261 12.1: made by a 2xx or by a 101 to 199 with a To-tag. */
export function buildDialogs(call: OpenCall): {
  readonly dialogs: readonly Dialog[];
  readonly sdp: readonly SdpExchange[];
} {
  const drafts = new Map<string, Draft>();
  for (const transaction of call.transactions) {
    if (transaction.method === 'CANCEL') continue;
    if (transaction.method === 'INVITE' && transaction.toTag === undefined) openByResponses(drafts, transaction);
    else noteInDialog(call, drafts, transaction);
  }
  const all = sdpExchanges(call.transactions, call.callerTag);
  const dialogs = [...drafts.values()].map((draft): Dialog => {
    const own = new Set(draft.transactions);
    return {
      id: { callId: call.callId, callerTag: draft.callerTag, calleeTag: draft.calleeTag },
      state: stateOf(draft),
      answered: draft.answered,
      transactions: draft.transactions,
      sdp: all.filter((exchange) => own.has(exchange.transaction as OpenTransaction) && isOf(exchange, draft)),
    };
  });
  return { dialogs, sdp: all };
}

function openByResponses(drafts: Map<string, Draft>, invite: OpenTransaction): void {
  const callerTag = invite.fromTag ?? '';
  for (const response of [...invite.provisional, ...invite.finals]) {
    const code = codeOf(response) ?? 0;
    const calleeTag = toTagOf(response);
    if (code <= 100 || code >= 300 || calleeTag === '') continue;
    // A response whose request was not read may belong to a re-INVITE of the callee.
    const draft = drafts.get(`${calleeTag} ${callerTag}`) ?? draftOf(drafts, callerTag, calleeTag);
    if (draft.transactions.at(-1) !== invite) draft.transactions.push(invite);
    if (code >= 200) draft.answered = true;
  }
  const code = codeOf(invite.final) ?? 0;
  if (code < 300) return;
  // 12.3: a final response other than 2xx ends all early dialogs of its INVITE; another hop may still have an answer.
  for (const draft of drafts.values()) if (!draft.answered && draft.transactions.includes(invite)) draft.ended = true;
}

function noteInDialog(call: OpenCall, drafts: Map<string, Draft>, transaction: OpenTransaction): void {
  const first = transaction.request ?? transaction.messages[0];
  const toTag = transaction.toTag ?? (first === undefined ? '' : toTagOf(first));
  const fromTag = transaction.fromTag ?? (first === undefined ? '' : fromTagOf(first));
  if (toTag === '' || fromTag === '') return;
  const known = drafts.get(`${fromTag} ${toTag}`) ?? drafts.get(`${toTag} ${fromTag}`);
  if (known === undefined && !OPENS_LATE.has(transaction.method)) return;
  const isFlipped = toTag === call.callerTag;
  const draft = known ?? draftOf(drafts, isFlipped ? toTag : fromTag, isFlipped ? fromTag : toTag);
  if (draft.transactions.at(-1) !== transaction) draft.transactions.push(transaction);
  if (transaction.method === 'BYE') {
    draft.ended = true;
    draft.answered ||= known === undefined;
  }
  if (transaction.method === 'ACK' || transaction.method === 'INVITE') draft.answered ||= known === undefined;
}

// Methods that only a dialog has: with them a dialog is known of which the beginning was not captured.
const OPENS_LATE: ReadonlySet<string> = new Set(['BYE', 'ACK', 'INVITE', 'UPDATE', 'INFO', 'PRACK', 'REFER', 'NOTIFY']);

function draftOf(drafts: Map<string, Draft>, callerTag: string, calleeTag: string): Draft {
  const key = `${callerTag} ${calleeTag}`;
  const known = drafts.get(key);
  if (known !== undefined) return known;
  const draft: Draft = { callerTag, calleeTag, transactions: [], answered: false, ended: false };
  drafts.set(key, draft);
  return draft;
}

function stateOf(draft: Draft): DialogState {
  if (draft.ended) return 'terminated';
  return draft.answered ? 'confirmed' : 'early';
}

// A forked INVITE has one offer and an answer from each callee.
function isOf(exchange: SdpExchange, draft: Draft): boolean {
  const other = exchange.offer?.message.kind === 'response' ? exchange.offer : exchange.answer;
  if (other === undefined || other.message.kind === 'request') return true;
  const tag = toTagOf(other);
  return tag === '' || tag === draft.calleeTag || tag === draft.callerTag;
}
