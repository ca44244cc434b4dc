import { parseNumber } from '../scan.ts';

/** Which reliable provisional response a PRACK acknowledges (RFC 3262 7.2). */
export interface RAck {
  readonly rseq: number;
  readonly cseq: number;
  readonly method: string;
}

/** Reads `776656 1 INVITE`; undefined where it has another form. */
export function parseRAck(value: string): RAck | undefined {
  const [first, second, method = '', ...more] = value.trim().split(/\s+/);
  const rseq = parseNumber(first);
  const cseq = parseNumber(second);
  return rseq === undefined || cseq === undefined || method === '' || more.length > 0
    ? undefined
    : { rseq, cseq, method };
}

/** Reads RSeq, the number of a reliable provisional response; undefined where it is no number (RFC 3262 7.1). */
export function parseRSeq(value: string): number | undefined {
  return parseNumber(value);
}
