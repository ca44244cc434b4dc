import { arrow } from './arrow.ts';
import type { TextFormat } from './format.ts';

// proto:UDP 2026-11-24T01:26:03.384Z  192.0.2.10:5060 ---> 198.51.100.5:5060
const OWN = /\bproto:\s?\w+.*--->/i;

/** The text export of HOMER. */
export const homerText: TextFormat = {
  name: 'homer-text',
  hints: ['proto:'],
  frame: (line, times) => (OWN.test(line) ? arrow.frame(line, times) : undefined),
};
