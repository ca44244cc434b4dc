/** What a Server or User-Agent says of its software (RFC 3261 20.35, 20.41). */
export interface Product {
  readonly text: string;
  /** The first word that is a name, without its version. */
  readonly name: string;
  /** The first thing that looks like a version: `18.9.0`, `1.10.9-release`. */
  readonly version?: string;
  /** What stands in parentheses. */
  readonly comments: readonly string[];
}

/** Reads `FPBX-16.0.40(18.19.0)`, `Kamailio (5.7.1)`, `Linphone/4.2.5 (belle-sip/4.2.0)`. Never throws. */
export function parseProduct(value: string): Product {
  const text = value.trim();
  // The one well-known name of several words, whose first alone says nothing.
  const name = /^(?:sip express router|[^\s/(]+)/i.exec(text)?.[0].replace(/[-_]v?\d[\w.]*$/i, '') ?? '';
  const version = /\d+(?:\.\d+)+[\w.+~-]*/.exec(text)?.[0] ?? /(?:^|[\s/_-])v?(\d+[\w.-]*)/.exec(text)?.[1];
  const comments = text.includes('(')
    ? text
        .split('(')
        .slice(1)
        .map((part) => (part.split(')', 1)[0] ?? '').trim())
    : [];
  return { text, name, ...(version === undefined ? {} : { version }), comments };
}
