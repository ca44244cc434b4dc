import type { AnyCall } from '../calls/types.ts';
import type { Need } from './rule.ts';

/** What of a subject was not captured. */
export function missingOf(subject: AnyCall): readonly Need[] {
  const { start, end, bothSides, media } = subject.coverage;
  const hasSdp =
    subject.kind !== 'call' ||
    subject.dialogs.some((dialog) => dialog.sdp.length > 0) ||
    subject.messages.some((traced) => traced.message.body.includes('m='));
  return [
    ...(start ? [] : ['start' as const]),
    ...(end ? [] : ['end' as const]),
    ...(bothSides ? [] : ['bothSides' as const]),
    ...(media || subject.kind !== 'call' ? [] : ['media' as const]),
    ...(hasSdp ? [] : ['sdp' as const]),
    ...(subject.firstAt === undefined ? ['timestamps' as const] : []),
  ];
}

/** Needs without which nothing can be said of how a subject went; the others only leave some rules out. */
export const DECISIVE: readonly Need[] = ['start', 'end', 'bothSides'];
