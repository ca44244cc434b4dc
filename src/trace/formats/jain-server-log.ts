import { endpoint, frameOf } from './format.ts';
import type { TextFormat } from './format.ts';

// <message
// from="192.0.2.10:6060"
// to="192.0.2.11:6060"
// time="1733523605776"
// isSender="true"
const PART = /^\s*(?:<message\s+)?(from|to|time|isSender)\s*=\s*"([^"]*)"/;
const BEGIN = /^\s*<message\s*$/;

/** The server log of JAIN SIP, made for its trace viewer; Restcomm and sipXbridge write it too. */
export const jainServerLog: TextFormat = {
  name: 'jain-server-log',
  hints: ['<message', 'from="', 'to="', 'time="', 'issender="'],
  frame(line, times) {
    if (BEGIN.test(line)) return { begins: true, adds: true };
    const part = PART.exec(line);
    const value = part?.[2] ?? '';
    switch (part?.[1]) {
      case 'from':
        return frameOf({ adds: true, source: endpoint(value), begins: line.includes('<message') || undefined });
      case 'to':
        return frameOf({ adds: true, destination: endpoint(value) });
      case 'time':
        // 0 and small numbers are counters of a stack without a clock
        return frameOf({
          adds: true,
          time: /^\d{13}$/.test(value) ? { at: Number(value), clock: 'epoch' } : times.read(value),
        });
      case 'isSender':
        return { adds: true, direction: value === 'true' ? 'sent' : 'received' };
      case undefined:
      default:
        return undefined;
    }
  },
};
