import type { Clock, Endpoint, LogLine, TracedMessage } from '../trace/traced.ts';
import type { MessageKeys } from './keys.ts';
import type { JoinedBy, Transaction, TransactionState } from './types.ts';

/** The same without its readonly. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };

const NONE: readonly never[] = [];

/** A transaction while its call is open; what leaves this folder sees it as a `Transaction`. */
export interface OpenTransaction extends Writable<Transaction> {
  readonly requestUri: string;
  /** Another transaction under the same key: an older one, or one on another hop. */
  sibling?: OpenTransaction;
  state: TransactionState;
  cancel?: OpenTransaction;
  returnedSentBy?: string;
  passedOnFrom?: OpenTransaction;
  passedOnTo: readonly OpenTransaction[];
}

/** Calls that were found to be sides of one call. */
export interface OpenGroup {
  members: OpenCall[];
  /** The weakest link among them. */
  joinedBy: JoinedBy;
}

/** A call, registration or other while it can still grow. */
export interface OpenCall {
  readonly id: number;
  readonly callId: string;
  /** Of its first message. */
  readonly key: MessageKeys;
  /** REGISTERs are kept apart from everything else under their Call-ID. */
  readonly isRegistration: boolean;
  /** A method was seen that only calls have. */
  isCall: boolean;
  readonly messages: TracedMessage[];
  readonly transactions: OpenTransaction[];
  /** By branch, method and CSeq, once there are many. */
  index: Map<string, OpenTransaction> | undefined;
  lastInvite: OpenTransaction | undefined;
  hasBye: boolean;
  /** An INVITE that asked for a dialog got a 2xx; by its To-tag, and whether another one came. */
  isAnswered: boolean;
  answeredTag: string;
  hasForks: boolean;
  /** From-tag of the first INVITE that asks for a dialog. */
  callerTag: string;
  firstAt: number | undefined;
  lastAt: number | undefined;
  clock: Clock | undefined;
  /** How many messages the tracker had seen at the last one of this call. */
  lastCount: number;
  logLines: readonly LogLine[];
  group: OpenGroup | undefined;
  joinedBy: JoinedBy | undefined;
  /** The joiner has seen its first INVITE. */
  isConsidered: boolean;
  /** Keys under which the joiner knows it. */
  joinKeys: readonly string[];
}

/** A call without any message. */
export function openCall(id: number, keys: MessageKeys): OpenCall {
  return {
    id,
    callId: keys.callId,
    key: keys,
    isRegistration: keys.method === 'REGISTER',
    isCall: false,
    messages: [],
    transactions: [],
    index: undefined,
    lastInvite: undefined,
    hasBye: false,
    isAnswered: false,
    answeredTag: '',
    hasForks: false,
    callerTag: '',
    firstAt: undefined,
    lastAt: undefined,
    clock: undefined,
    lastCount: 0,
    logLines: NONE,
    group: undefined,
    joinedBy: undefined,
    isConsidered: false,
    joinKeys: NONE,
  };
}

/** A transaction that begins with this message: its request, or a response whose request was not read. */
export function openTransaction(
  traced: TracedMessage,
  keys: MessageKeys,
  sibling: OpenTransaction | undefined,
): OpenTransaction {
  const { message } = traced;
  const isRequest = message.kind === 'request';
  const opened: OpenTransaction = {
    method: keys.method,
    requestUri: isRequest ? message.requestUri : '',
    sentBy: keys.sentBy,
    provisional: NONE,
    finals: NONE,
    acks: NONE,
    retransmissions: NONE,
    messages: [traced],
    state: keys.method === 'INVITE' ? 'calling' : 'trying',
    viaDepth: 0,
    passedOnTo: NONE,
  };
  if (keys.cseq >= 0) opened.cseq = keys.cseq;
  if (keys.branch !== '') opened.branch = keys.branch;
  if (keys.fromTag !== '') opened.fromTag = keys.fromTag;
  if (isRequest && keys.toTag !== '') opened.toTag = keys.toTag;
  if (isRequest) opened.request = traced;
  const uac = isRequest ? traced.source : traced.destination;
  const uas = isRequest ? traced.destination : traced.source;
  if (uac !== undefined) opened.uac = uac;
  if (uas !== undefined) opened.uas = uas;
  if (sibling !== undefined) opened.sibling = sibling;
  return opened;
}

/** The list with one item more; the first item makes a list of its own, so that empty ones cost nothing. */
export function added<T>(list: readonly T[], item: T): readonly T[] {
  if (list.length === 0) return [item];
  // A list that grows takes room for many more; most never have more than a few.
  if (list.length < 4) return [...list, item];
  // Lists that hold something were made here and are still ours.
  (list as T[]).push(item);
  return list;
}

/** True where both ends may be one element: same address, same port as far as both tell it. */
export function sameEndpoint(one: Endpoint | undefined, two: Endpoint | undefined): boolean {
  if (one === undefined || two === undefined) return true;
  return one.address === two.address && (one.port === undefined || two.port === undefined || one.port === two.port);
}

/** True where both are known and have one address. */
export function sameAddress(one: Endpoint | undefined, two: Endpoint | undefined): boolean {
  return one !== undefined && two !== undefined && one.address === two.address;
}
