import type { Problem } from './message.ts';
import type { ProblemKind } from './problem-kinds.ts';

/** A problem whose line the caller knows: what is odd and by which rule. */
export interface Flaw extends Omit<Problem, 'line'> {
  readonly kind: ProblemKind;
}

const DETAIL_LENGTH = 120;

/** A flaw with its offending value, cut to a length that can be shown and without the secrets that stand in header fields. */
export function flaw(kind: ProblemKind, clause: string, detail?: string): Flaw {
  if (detail === undefined) return { kind, clause };
  const shown = withoutSecrets(detail.slice(0, 8 * DETAIL_LENGTH));
  return { kind, clause, detail: shown.length > DETAIL_LENGTH ? `${shown.slice(0, DETAIL_LENGTH)}...` : shown };
}

// The password of a URI, the parts of a digest, the key of an SDES offer, ICE passwords and fingerprints.
function withoutSecrets(text: string): string {
  return text
    .replace(/(sips?:[^:@\s<>]{0,200}):[^@\s<>]{1,400}@/gi, '$1:***@')
    .replace(/\b(c?nonce|nextnonce|response|rspauth|opaque|password|secret)(\s*=\s*)(?:"[^"]*"?|[^\s,;]+)/gi, '$1$2***')
    .replace(/\b(inline:|ice-pwd:|fingerprint:\S+\s+)\S+/gi, '$1***');
}
