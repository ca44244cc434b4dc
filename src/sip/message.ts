/** Something odd in a message. The message is kept; this says what, where and by which rule it is odd. */
export interface Problem {
  /** A stable key such as `content-length-wrong`; never shown to people. */
  readonly kind: string;
  /** 1-based line within the message's own text; the start line is 1. */
  readonly line: number;
  /** The rule that it breaks, e.g. `RFC 3261 20.14`. */
  readonly clause: string;
  /** The offending value, cut to a sensible length. */
  readonly detail?: string;
}

/** One header field row, unfolded. Several rows of one name stay several (RFC 3261 7.3.1). */
export interface HeaderField {
  /** The canonical long name, `Via` for `v` and `VIA`; an unknown name as written. */
  readonly name: string;
  readonly value: string;
  /** 1-based line within the message's own text. */
  readonly line: number;
}

interface MessageParts {
  readonly startLine: string;
  readonly version: string;
  readonly headerFields: readonly HeaderField[];
  /** The body as text (UTF-8, unreadable bytes replaced); empty where there is none. */
  readonly body: string;
  /** 1-based line within the message's own text at which the body begins, or would begin. */
  readonly bodyLine?: number;
  readonly problems: readonly Problem[];
}

/** A SIP request, as lenient as it came (RFC 3261 7.1). */
export interface SipRequest extends MessageParts {
  readonly kind: 'request';
  readonly method: string;
  readonly requestUri: string;
}

/** A SIP response, as lenient as it came (RFC 3261 7.2). */
export interface SipResponse extends MessageParts {
  readonly kind: 'response';
  readonly statusCode: number;
  readonly reasonPhrase: string;
}

export type SipMessage = SipRequest | SipResponse;
