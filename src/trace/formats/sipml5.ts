import { frameOf } from './format.ts';
import type { TextFormat } from './format.ts';

// SEND: BYE sips:bob@biloxi.example.com SIP/2.0          recv=SIP/2.0 200 OK
const WAY = /(?:^|\s|:)(?:(recv=)|(SEND: ))(?=[A-Z]+ sips?:|SIP\/2\.0)/;

/** The browser console of sipML5. */
export const sipml5: TextFormat = {
  name: 'sipml5',
  hints: ['recv=', 'send: '],
  frame(line, times) {
    const match = WAY.exec(line);
    if (match === null) return undefined;
    return frameOf({
      direction: match[1] === undefined ? 'sent' : 'received',
      time: times.read(line.slice(0, match.index)),
    });
  },
};
