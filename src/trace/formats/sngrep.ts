import { arrow } from './arrow.ts';
import type { TextFormat } from './format.ts';

// 2026/11/24 01:26:03.384228 192.0.2.10:5060 -> 198.51.100.5:5060
const OWN = /^\s*\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\.\d{6} \S+ -> \S+\s*$/;

/** sngrep: "save as text", and what it prints with -N in a pipe. */
export const sngrep: TextFormat = {
  name: 'sngrep',
  hints: [' -> '],
  frame: (line, times) => (OWN.test(line) ? arrow.frame(line, times) : undefined),
};
