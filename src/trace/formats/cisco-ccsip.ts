import { frameOf } from './format.ts';
import type { TextFormat } from './format.ts';

// 007592: Apr  7 07:28:56.046: //-1/xxxxxxxxxxxx/SIP/Msg/ccsipDisplayMsg:
// Received:                                               before 12.4 the word alone, also on the same line
const HEAD = /\/SIP\/Msg\/ccsipDisplayMsg|ccsipDisplayMsg:/i;
const WORD = /^\s*(Received|Sent)\s*:\s*$/i;
const SAME = /:\s+(Received|Sent)\s*:/i;

/** Cisco IOS and IOS XE `debug ccsip messages` (CUBE, gateways). */
export const ciscoCcsip: TextFormat = {
  name: 'cisco-ccsip',
  hints: ['ccsipdisplaymsg', 'received:', 'sent:'],
  frame(line, times) {
    if (HEAD.test(line)) {
      const word = SAME.exec(line)?.[1];
      return frameOf({ begins: true, adds: true, time: times.read(line.slice(0, 120)), direction: directionOf(word) });
    }
    const word = WORD.exec(line)?.[1];
    return word === undefined ? undefined : frameOf({ adds: true, direction: directionOf(word) });
  },
};

function directionOf(word: string | undefined): 'received' | 'sent' | undefined {
  return word === undefined ? undefined : /^r/i.test(word) ? 'received' : 'sent';
}
