import type { Call, CallGroup, Other, Outcome, Registration } from '../calls/types.ts';
import type { Clock, Endpoint, LogLine, Place, TraceSummary } from '../trace/traced.ts';
import type { Sign } from './signs.ts';

/** What a rule looks at: one call, one registration, one other transaction, calls joined as sides of one B2BUA call, the whole trace, or log lines. */
export type Scope = 'call' | 'registration' | 'other' | 'group' | 'trace' | 'logs';
export type Severity = 'failure' | 'risk' | 'note';
export type Certainty = 'proven' | 'likely' | 'possible';
export type AtFault = 'caller' | 'callee' | 'network' | 'server' | 'nobody' | 'depends';
/** What must have been captured for a rule to judge. */
export type Need = 'start' | 'end' | 'bothSides' | 'media' | 'sdp' | 'timestamps';

/** One line of the input that proves a claim. `quote` holds no secret: what `quote...` of evidence.ts gives. */
export interface Evidence {
  readonly place: Place;
  /** Milliseconds, as the trace counts them. */
  readonly at?: number;
  readonly quote: string;
  /** How often the like of it stands in the input, where that is the point. */
  readonly times?: number;
}

/** A value of a finding for its words: the kind says how it is shown and masked; a plain number or word needs none. */
export type FindingValue =
  | string
  | number
  | { readonly value: 'number' | 'user' | 'address' | 'host' | 'callId' | 'header' | 'token'; readonly text: string };

/** Why it happened, as far as the messages tell; a claim of its own. `key` is one of `reasons:` in the finding's words. */
export interface Reason {
  readonly key: string;
  readonly certainty: Certainty;
  readonly atFault: AtFault;
}

/** What a rule returns. `severity` is the rule's unless given. */
export interface Found {
  readonly severity?: Severity;
  /** How sure it is that this happened; why it happened stands in `reasons`. */
  readonly certainty: Certainty;
  readonly atFault: AtFault;
  /** The element that this is about: who made the code, who did not answer. */
  readonly about?: Endpoint;
  readonly values?: Readonly<Record<string, FindingValue>>;
  readonly evidence: readonly [Evidence, ...Evidence[]];
  readonly reasons?: readonly Reason[];
  /** Catalog ids that explain further: the final code, its phrase, causes, warnings. */
  readonly entries?: readonly string[];
  /** Of a rule of the whole trace: the one call whose finding this is. */
  readonly call?: string;
  /** Of a rule of the whole trace: the calls that the finding is about; what it explains there is folded under it. */
  readonly calls?: readonly string[];
}

/** A call, registration or other as rules of the whole trace see it: small enough to keep for every one of a large trace. */
export interface Case {
  readonly id: string;
  readonly kind: 'call' | 'registration' | 'other';
  readonly method: string;
  readonly from: string;
  readonly to: string;
  readonly outcome: Outcome;
  readonly statusCode: number | undefined;
  readonly reasonPhrase: string | undefined;
  /** Time of the first message and what it counts from. */
  readonly firstAt: number | undefined;
  readonly clock: Clock | undefined;
  /** Who sent the first request, and to whom. */
  readonly source: Endpoint | undefined;
  readonly destination: Endpoint | undefined;
  readonly userAgent: string | undefined;
  /** Of the first request: its transport in capitals, about how many octets it has, and whether it got no response at all. */
  readonly transport: string;
  readonly bytes: number;
  readonly isSilent: boolean;
  /** The first request (the first message where there is none) and the final response. */
  readonly request: Evidence;
  readonly final: Evidence | undefined;
  /** The final response came in to the host that wrote the log: somebody else decided. */
  readonly isReceived: boolean;
}

/** The whole trace, for rules that look across calls. */
export interface TraceSubject {
  readonly cases: readonly Case[];
  readonly summary: TraceSummary;
  readonly logLines: readonly LogLine[];
}

export interface SubjectOf {
  readonly call: Call;
  readonly registration: Registration;
  readonly other: Other;
  readonly group: CallGroup;
  readonly trace: TraceSubject;
  readonly logs: readonly LogLine[];
}

/** A rule: one file in rules/, its words in catalog/findings/ under the same name. Pure, synchronous, no clock, no words, no other rule. */
export interface Rule<S extends Scope = Scope> {
  readonly id: string;
  /** Other names of the same fault. */
  readonly aliases: readonly string[];
  readonly scope: S;
  readonly severity: Severity;
  /** Missing needs give "cannot tell", decided by the engine. */
  readonly needs: readonly Need[];
  /** Signs of which the subject must show at least one for the rule to find anything; absent where it looks at every subject. */
  readonly when?: readonly Sign[];
  /** Rules whose findings are symptoms of this one: folded under it where both are found on the same subject. */
  readonly explains: readonly string[];
  /** Speaks only where no other rule found a failure on the same subject. */
  readonly lastResort?: boolean;
  /** RFC sections that the rule follows. */
  readonly spec: readonly string[];
  find(subject: SubjectOf[S]): readonly Found[];
}

/** A finding of a rule on one subject. No words. */
export interface Finding {
  readonly rule: string;
  readonly aliases: readonly string[];
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly atFault: AtFault;
  readonly about?: Endpoint;
  readonly values: Readonly<Record<string, FindingValue>>;
  readonly evidence: readonly [Evidence, ...Evidence[]];
  readonly reasons: readonly Reason[];
  readonly entries: readonly string[];
  /** Known lines of a product's log that stand with the refusal: what the box itself says of it. */
  readonly logged?: readonly LogLine[];
  /** Id of the call, registration or other; null for the whole trace. */
  readonly call: string | null;
  /** Of the whole trace: ids of the calls that it is about. */
  readonly calls: readonly string[];
  /** Findings folded under this one. */
  readonly explains: readonly string[];
}

export type Verdict = 'found' | 'clear' | 'cannot-tell';

/** One rule crashed on one subject: our bug, kept apart from the result. */
export interface Crash {
  readonly rule: string;
  readonly call: string | null;
  readonly error: string;
}

/** What can be said of one call, registration or other. */
export interface SubjectDiagnosis {
  readonly verdict: Verdict;
  readonly missing: readonly Need[];
  /** Failures and risks, what to read first is first. */
  readonly findings: readonly Finding[];
  readonly notes: readonly Finding[];
}

/** What can be said of the whole input. */
export interface Diagnosis extends SubjectDiagnosis {
  /** Of one call, registration or other, by its id. */
  ofSubject(id: string): SubjectDiagnosis | undefined;
  readonly crashes: readonly Crash[];
}

/** Gives a rule its exact type. */
export const defineRule = <S extends Scope>(rule: Rule<S>): Rule<S> => rule;
