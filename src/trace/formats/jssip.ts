import { frameOf } from './format.ts';
import type { TextFormat } from './format.ts';

// JsSIP:Transport received text message:INVITE sip:...      JsSIP:Transport sending message:      JsSIP:WebSocketInterface send()
const WAY = /(?:(received)(?: WebSocket)?(?: text| binary)? message|(sending)(?: WebSocket)? message)\s*:/i;
const OURS = /JsSIP|^\s*(?:received text message|sending message)\s*:/i;

/** The browser console of JsSIP. */
export const jssip: TextFormat = {
  name: 'jssip',
  hints: ['text message:', 'sending message:', 'binary message:', 'received message:'],
  frame(line, times) {
    const match = WAY.exec(line);
    if (match === null || !OURS.test(line)) return undefined;
    return frameOf({
      direction: match[1] === undefined ? 'sent' : 'received',
      time: times.read(line.slice(0, match.index)),
    });
  },
};
