import type { Case } from '../rule.ts';

/** Who calls, for telling callers apart: the user of From at the address that the call came from. */
export const callerOf = ({ from, source }: Case): string => `${from} ${source?.address ?? ''}`;
