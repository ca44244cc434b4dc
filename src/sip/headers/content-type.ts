import { flaw } from '../flaw.ts';
import type { Flaw } from '../flaw.ts';
import { parseParams } from '../scan.ts';
import type { Params } from '../scan.ts';

/** The media type of a body (RFC 3261 20.15). */
export interface ContentType {
  /** `application/sdp`, in lower case. */
  readonly type: string;
  /** What divides a multipart body (RFC 2046 5.1.1). */
  readonly boundary?: string;
  readonly params: Params;
}

/** Reads a Content-Type. Never throws. */
export function parseContentType(value: string): ContentType {
  const semicolon = value.indexOf(';');
  const type = (semicolon < 0 ? value : value.slice(0, semicolon)).replace(/\s+/g, '').toLowerCase();
  const params = parseParams(semicolon < 0 ? '' : value.slice(semicolon + 1));
  const boundary = params.get('boundary');
  return { type, ...(boundary === undefined || boundary === '' ? {} : { boundary }), params };
}

/** What is odd about a Content-Type: no type or no subtype. Undefined: nothing. */
export function checkContentType(value: string): Flaw[] | undefined {
  return /^[^\s/;]+\s*\/\s*[^\s/;]+/.test(value) ? undefined : [flaw('content-type-invalid', 'RFC 3261 20.15', value)];
}
