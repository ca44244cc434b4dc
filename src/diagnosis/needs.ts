import type { AnyCall } from '../calls/types.ts';
import type { Need } from './rule.ts';

const NEEDS: readonly Need[] = ['start', 'end', 'bothSides', 'media', 'sdp', 'timestamps'];

/** Every combination once: equal ones are one object. */
const COMBINATIONS: readonly (readonly Need[])[] = Array.from({ length: 1 << NEEDS.length }, (_, bits) =>
  NEEDS.filter((_need, index) => (bits & (1 << index)) !== 0),
);

/** For what is looked at whole. */
export const NOTHING_MISSING: readonly Need[] = COMBINATIONS[0] ?? [];

/** What of a subject was not captured; equal answers are one object. */
export function missingOf(subject: AnyCall): readonly Need[] {
  const { start, end, bothSides, media } = subject.coverage;
  const isCall = subject.kind === 'call';
  const bits =
    (start ? 0 : 1) |
    (end ? 0 : 2) |
    (bothSides ? 0 : 4) |
    (media || !isCall ? 0 : 8) |
    (!isCall || hasSdp(subject) ? 0 : 16) |
    (subject.firstAt === undefined ? 32 : 0);
  return COMBINATIONS[bits] ?? NEEDS;
}

const hasSdp = (call: AnyCall & { readonly kind: 'call' }): boolean =>
  call.dialogs.some((dialog) => dialog.sdp.length > 0) ||
  call.messages.some((traced) => traced.message.body.includes('m='));

/** Needs without which nothing can be said of how a subject went; the others only leave some rules out. */
export const DECISIVE: readonly Need[] = ['start', 'end', 'bothSides'];
