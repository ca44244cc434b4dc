import type { Problem } from './message.ts';

/** A problem whose line the caller knows: what is odd and by which rule. */
export type Flaw = Omit<Problem, 'line'>;

const DETAIL_LENGTH = 120;

/** A flaw with its offending value cut to a length that can be shown. */
export function flaw(kind: string, clause: string, detail?: string): Flaw {
  if (detail === undefined) return { kind, clause };
  return { kind, clause, detail: detail.length > DETAIL_LENGTH ? `${detail.slice(0, DETAIL_LENGTH)}...` : detail };
}
