import { frameOf } from './format.ts';
import type { TextFormat } from './format.ts';

// Sat Nov 09 2024 14:16:35 GMT+0000 | sip.Transport | Received WebSocket text message:      | sip.Transport | Sending WebSocket message:
const WAY = /(?:(received) (?:WebSocket )?(?:text|binary)?\s?message|(sending) (?:WebSocket )?message)\s*:/i;

/** The browser console of SIP.js. */
export const sipjs: TextFormat = {
  name: 'sipjs',
  hints: ['received websocket', 'sending websocket', 'sip.transport'],
  frame(line, times) {
    const match = WAY.exec(line);
    if (match === null || !/WebSocket|sip\.transport/i.test(line)) return undefined;
    return frameOf({
      direction: match[1] === undefined ? 'sent' : 'received',
      time: times.read(line.slice(0, match.index)),
    });
  },
};
