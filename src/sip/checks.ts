import { flaw } from './flaw.ts';
import type { Flaw } from './flaw.ts';
import type { HeaderField, Problem, SipMessage } from './message.ts';
import { singleBit } from './names.ts';

/** Says what is odd about the value of one header field. Undefined, the common case, means nothing. */
export type ValueCheck = (value: string) => readonly Flaw[] | undefined;

const CHECKS: ReadonlyMap<string, ValueCheck> = new Map<string, ValueCheck>();

const MANDATORY = ['From', 'To', 'Call-ID', 'CSeq'] as const;
const MANDATORY_BITS = MANDATORY.reduce((bits, name) => bits | singleBit(name), 0);
const MAX_FORWARDS_BIT = singleBit('Max-Forwards');

/** Adds what is odd about one header field to `problems`. */
export function checkField(field: HeaderField, problems: Problem[]): void {
  const flaws = CHECKS.get(field.name)?.(field.value);
  if (flaws !== undefined) for (const odd of flaws) problems.push({ ...odd, line: field.line });
}

/** Adds what is odd about the message as a whole: what is missing, what contradicts. `seen`: bits of the fields it has. */
export function checkMessage(message: SipMessage, seen: number, problems: Problem[]): void {
  if ((seen & MANDATORY_BITS) !== MANDATORY_BITS) {
    for (const name of MANDATORY) if ((seen & singleBit(name)) === 0) problems.push(missing(name));
  }
  if (!message.headerFields.some((field) => field.name === 'Via')) problems.push(missing('Via'));
  if (message.kind === 'response') return;
  if ((seen & MAX_FORWARDS_BIT) === 0) problems.push(missing('Max-Forwards'));
  const cseq = message.headerFields.find((field) => field.name === 'CSeq');
  if (cseq !== undefined && !cseq.value.endsWith(message.method)) {
    problems.push({ ...flaw('cseq-method-mismatch', 'RFC 3261 8.1.1.5', cseq.value), line: cseq.line });
  }
}

function missing(name: string): Problem {
  return { ...flaw('header-missing', 'RFC 3261 8.1.1', name), line: 1 };
}
