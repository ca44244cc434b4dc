import type { Contact } from '../sip/headers/contact.ts';
import type { Clock, Endpoint, IceChecks, IcmpError, LogLine, MediaStream, TracedMessage } from '../trace/traced.ts';

/** RFC 3261 17 with the accepted state of RFC 6026; `calling` and `trying` have had no response at all. */
export type TransactionState = 'calling' | 'trying' | 'proceeding' | 'completed' | 'confirmed' | 'accepted';

/** One request on one hop with its responses (RFC 3261 17). A request that a proxy passes on is a transaction more. */
export interface Transaction {
  /** The method of the CSeq; the ACK to a 2xx is a transaction of its own (17.1.1.3), CANCEL as well (9.1). */
  readonly method: string;
  readonly cseq?: number;
  readonly branch?: string;
  /** Host and port of the top Via, in lower case, as they stand there (RFC 3261 18.1.1); empty where there is none. */
  readonly sentBy: string;
  /** The same of the first response that brought back another one, though a response copies the Via (8.2.6.2). */
  readonly returnedSentBy?: string;
  readonly fromTag?: string;
  /** The To-tag of the request; without one an INVITE asks for a new dialog (12.1). */
  readonly toTag?: string;
  /** The first transmission; absent where only responses were read. */
  readonly request?: TracedMessage;
  /** The different 1xx responses, each once. */
  readonly provisional: readonly TracedMessage[];
  /** The first final response. */
  readonly final?: TracedMessage;
  /** All different final responses: several 2xx of forks; another code after the first is a fault. */
  readonly finals: readonly TracedMessage[];
  /** The ACK to `final` on this hop, or, where its path was another, the one that its sender or receiver saw. */
  readonly ack?: TracedMessage;
  /** All ACKs of an INVITE in their order, repeated ones left out. */
  readonly acks: readonly TracedMessage[];
  /** The CANCEL of this INVITE on this hop. */
  readonly cancel?: Transaction;
  /** Repetitions of the request, of responses and of ACKs, in their order. */
  readonly retransmissions: readonly TracedMessage[];
  /** Everything above in the order of the input. */
  readonly messages: readonly TracedMessage[];
  readonly state: TransactionState;
  /** Who sent the request, and to whom; as far as the input tells. */
  readonly uac?: Endpoint;
  readonly uas?: Endpoint;
  /** Via values of the request (of the responses where it is missing): 1 on the hop of the sender itself. */
  readonly viaDepth: number;
  /** The transaction that an element passed on as this one: same request, a hop earlier. */
  readonly passedOnFrom?: Transaction;
  /** What became of it a hop later; several where it forked. */
  readonly passedOnTo: readonly Transaction[];
}

/** Party of a call, seen by its INVITE. `server` is any element between them. */
export type Party = 'caller' | 'callee' | 'server';

/** An offer and what came of it, on one hop (RFC 3264, RFC 6337). */
export interface SdpExchange {
  /** The transaction that carries the offer. */
  readonly transaction: Transaction;
  readonly offeredBy: 'caller' | 'callee';
  /** Absent where only the answer was read. */
  readonly offer?: TracedMessage;
  readonly answer?: TracedMessage;
  /** The answer stands in a provisional response: early media. */
  readonly early: boolean;
  /** The final response that refused the offer, e.g. a 488. */
  readonly refusal?: TracedMessage;
}

export type DialogState = 'early' | 'confirmed' | 'terminated';

/** One dialog (RFC 3261 12); a forked INVITE makes several. The hops that it passes share it. */
export interface Dialog {
  /** Tags may be empty where the input does not tell them. */
  readonly id: { readonly callId: string; readonly callerTag: string; readonly calleeTag: string };
  readonly state: DialogState;
  /** A 2xx to its INVITE was seen, or a request that only a confirmed dialog has. */
  readonly answered: boolean;
  readonly transactions: readonly Transaction[];
  readonly sdp: readonly SdpExchange[];
}

export type Outcome =
  'answered' | 'rejected' | 'redirected' | 'cancelled' | 'unanswered' | 'challenged' | 'registered' | 'unknown';

/** What of a call stands in the input. */
export interface Coverage {
  /** Its first request was read. */
  readonly start: boolean;
  /** How it ended was read: the last final response, after a 2xx a BYE; or so long a silence that nothing can follow. */
  readonly end: boolean;
  /** Packets of both directions between its hosts were read, not that both ends were captured. */
  readonly bothSides: boolean;
  /** RTP of it was read. */
  readonly media: boolean;
}

/** One step of a message from element to element. */
export interface Hop {
  readonly source?: Endpoint;
  readonly destination?: Endpoint;
}

/** The element that made a final response, told from those that passed it on with one Via less, or on another Call-ID. */
export interface MadeBy {
  /** The response as it was first sent. */
  readonly message: TracedMessage;
  /** Its sender. */
  readonly element?: Endpoint;
  readonly transaction: Transaction;
  /** The call that it was made in: another one than that of the caller where a B2BUA stands between. */
  readonly callId: string;
  /** True where the further way of the request was read and brought no such response, so that no unseen element made it. */
  readonly proven: boolean;
  /** The same response on the hops after that, in their order. */
  readonly passedOn: readonly TracedMessage[];
}

/** What shows that two calls are sides of one call through a B2BUA, the surest first. */
export type JoinKey = 'session-id' | 'x-call-id' | 'via-branch' | 'cisco-guid' | 'charging-vector' | 'numbers-and-time';

export interface JoinedBy {
  readonly by: JoinKey;
  readonly certainty: 'proven' | 'likely' | 'possible';
}

/** What calls, registrations and others have in common. */
export interface CallParts {
  /** `1`, `2` ... in the order of the first messages. */
  readonly id: string;
  /** The method of the first request, `INVITE` for every call. */
  readonly method: string;
  /** One; none where the messages lost it. The other sides of a B2BUA call are calls of their own, see `CallGroup`. */
  readonly callIds: readonly string[];
  /** User of From and of the Request-URI (of To in a REGISTER, and where no request was read); empty where there is none. */
  readonly from: string;
  readonly to: string;
  readonly outcome: Outcome;
  /** Of the response that decided the outcome. */
  readonly statusCode?: number;
  readonly reasonPhrase?: string;
  /** That response, as the caller saw it. */
  readonly final?: TracedMessage;
  readonly madeBy?: MadeBy;
  /** In the order of the input, retransmissions included. */
  readonly messages: readonly TracedMessage[];
  /** In the order of their first messages. */
  readonly transactions: readonly Transaction[];
  readonly coverage: Coverage;
  /** Times of the first and the last message, in milliseconds of `clock`. */
  readonly firstAt?: number;
  readonly lastAt?: number;
  readonly clock?: Clock;
  /** The time of the last message of the whole trace so far, on the same clock: how long the silence after it was watched. */
  readonly watchedUntil?: number;
  /** ICMP errors that quote packets of its flows. */
  readonly icmpErrors: readonly IcmpError[];
  /** Log lines that name its Call-ID. */
  readonly logLines: readonly LogLine[];
}

/** One call: everything of one Call-ID on all its hops. */
export interface Call extends CallParts {
  readonly kind: 'call';
  /** Tags of the dialog that counts (the answered one, else the first); empty where unknown. */
  readonly callerTag: string;
  readonly calleeTag: string;
  readonly dialogs: readonly Dialog[];
  /** All offers and answers, on all hops; those that made no dialog too. */
  readonly sdp: readonly SdpExchange[];
  /** The INVITEs of the caller's own hop: first, with credentials, after a redirect ... */
  readonly attempts: readonly Transaction[];
  /** The one of them that decided the outcome. */
  readonly deciding?: Transaction;
  /** The first BYE, on the hop of its sender. */
  readonly bye?: Transaction;
  /** Who sent the first BYE or CANCEL. */
  readonly endedBy?: Party;
  /** The hops of the INVITE, the caller's first. */
  readonly hops: readonly Hop[];
  /** First INVITE to the 2xx. */
  readonly setupMs?: number;
  /** First INVITE to the first sign of the callee (180 to 199), else to the final response. */
  readonly postDialDelayMs?: number;
  /** First 180 to 199 to the final response, or to the CANCEL. */
  readonly ringMs?: number;
  /** The 2xx to the first BYE. */
  readonly talkMs?: number;
  readonly streams: readonly MediaStream[];
  /** ICE checks at one of its media addresses or candidates; absent where there are none. */
  readonly iceChecks?: readonly IceChecks[];
  /** RTP of another call at one of its media addresses, where there is none of its own: what was recorded would hold its own. */
  readonly neighbour?: MediaStream;
  /** How it belongs to its group; absent where it is on its own. */
  readonly joinedBy?: JoinedBy;
  /** The id of that group. */
  readonly group?: string;
}

/** The REGISTERs of one device for one address-of-record at one registrar (RFC 3261 10). */
export interface Registration extends CallParts {
  readonly kind: 'registration';
  /** User and host of To. */
  readonly aor: string;
  /** Where the device sent it. */
  readonly registrar?: Endpoint;
  /** The last request asked for removal (Expires 0). */
  readonly unregister: boolean;
  /** What the last request asked for, in seconds. */
  readonly expiresAsked?: number;
  /** What the registrar granted to the contact of the device, in seconds. */
  readonly expiresGranted?: number;
  /** Bindings in the last 2xx, else in the last request. */
  readonly contacts: readonly Contact[];
  /** The REGISTERs of the device's own hop, in their order. */
  readonly attempts: readonly Transaction[];
}

/** Anything outside of calls and registrations: OPTIONS, SUBSCRIBE with its NOTIFYs, MESSAGE, PUBLISH ... */
export interface Other extends CallParts {
  readonly kind: 'other';
  /** The requests of the sender's own hop, in their order. */
  readonly attempts: readonly Transaction[];
}

export type AnyCall = Call | Registration | Other;

/** Calls that are sides of one call through a B2BUA, the caller's side first. */
export interface CallGroup {
  readonly id: string;
  readonly calls: readonly Call[];
  /** The weakest link among them. */
  readonly joinedBy: JoinedBy;
  /** Who made the final code of the caller's side, across the sides. */
  readonly madeBy?: MadeBy;
  /** Across the sides: `server` where the B2BUA hung up both. */
  readonly endedBy?: Party;
}

/** What was grouped, in the order of the ids. */
export interface CallsResult {
  readonly calls: readonly AnyCall[];
  /** Only those with two sides or more. */
  readonly groups: readonly CallGroup[];
  /** Messages of calls that had been handed out already: late retransmissions, not in any call. */
  readonly lateMessages: number;
}
