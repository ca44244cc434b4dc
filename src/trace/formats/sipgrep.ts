import { ADDRESS, endpoint, frameOf, transport } from './format.ts';
import type { TextFormat } from './format.ts';

// U 2026/11/24 01:26:03.384228 192.0.2.10:5060 -> 198.51.100.5:5060
// #17 UDP 2026/11/24 01:26:03.384228 192.0.2.10:5060 -> 198.51.100.5:5060
// [DATE: 2026/11/24 01:26:03.384228] [UDP] 192.0.2.10:5060 -> 198.51.100.5:5060
const FRAME = new RegExp(
  `(?:^|[\\s\\]#])\\[?(UDP|TCP|TLS|SCTP)\\]?[\\s,]+(?:\\[?([\\d/.:\\s-]{8,30})\\]?\\s+)(${ADDRESS}) -> (${ADDRESS})`,
  'i',
);

/** sipgrep 2: as ngrep, with the transport in letters. */
export const sipgrep: TextFormat = {
  name: 'sipgrep',
  hints: [' -> '],
  frame(line, times) {
    const match = FRAME.exec(line);
    if (match === null || /SIP over/.test(line)) return undefined;
    const time = times.read(match[2] ?? line.slice(0, match.index));
    return frameOf({
      time,
      transport: transport(match[1]),
      source: endpoint(match[3]),
      destination: endpoint(match[4]),
    });
  },
};
