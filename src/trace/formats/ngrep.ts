import { ADDRESS, endpoint, frameOf, transport } from './format.ts';
import type { TextFormat } from './format.ts';

// U 2026/11/24 01:26:01.988322 192.0.2.10:5060 -> 203.0.113.20:5060 #1
// T 192.0.2.10:40000 -> 203.0.113.20:5060 [AP] #7      without -t there is no time
const FRAME = new RegExp(`(?:^|[\\s>#|])([TU])\\s+(?:(\\+?[\\d/.:\\s-]{8,30}?)\\s+)?(${ADDRESS}) -> (${ADDRESS})`);

/** ngrep, with -W byline or without; also sipgrep 1. */
export const ngrep: TextFormat = {
  name: 'ngrep',
  hints: [' -> '],
  frame(line, times) {
    const match = FRAME.exec(line);
    if (match === null) return undefined;
    return frameOf({
      time: times.read(match[2] ?? ''),
      transport: transport(match[1] === 'U' ? 'udp' : 'tcp'),
      source: endpoint(match[3]),
      destination: endpoint(match[4]),
    });
  },
};
