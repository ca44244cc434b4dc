import { ADDRESS, endpoint, frameOf, transport } from './format.ts';
import type { TextFormat } from './format.ts';

// 2026/11/24 01:26:03.384228 192.0.2.10:5060 -> 198.51.100.5:5060
// proto:UDP 2026-11-24T01:26:03.384Z 192.0.2.10:5060 ---> 198.51.100.5:5060
// UDP|192.0.2.10:5060 => 198.51.100.5:5060        2026-11-24 01:26:03: 192.0.2.10:5060 -(SIP over UDP)-> 198.51.100.5:5060
const WITH_PORT = [
  '\\[[0-9A-Fa-f:.%a-z]{2,64}\\]:\\d{2,5}',
  '[0-9A-Fa-f:]{0,40}::[0-9A-Fa-f:]{1,40}',
  '(?:[0-9A-Fa-f]{1,4}:){5,8}[0-9A-Fa-f]{1,5}',
  '[\\w.-]{1,128}:\\d{2,5}',
].join('|');
const FRAME = new RegExp(
  `(${WITH_PORT})\\)?\\s*(?:(?:-{1,4}|={1,4})>|-\\(SIP over (UDP|TCP|TLS|WSS?)\\)->|→|⇒)\\s*\\(?(?:(?:udp|tcp|tls|wss?)[:/]{1,3})?(${WITH_PORT}|${ADDRESS})`,
  'i',
);
const SUMMARY = /\b(?:Request|Status): /;

/** Two addresses and an arrow: sngrep, the text export of HOMER, baresip, SIP SIMPLE and whatever writes the like. */
export const arrow: TextFormat = {
  name: 'arrow',
  generic: true,
  hints: ['->', '=>', '→', '⇒'],
  frame(line, times) {
    const match = FRAME.exec(line);
    if (match === null || SUMMARY.test(line)) return undefined;
    const before = line.slice(0, match.index);
    const named = /\b(UDP|TCP|TLS|WSS?)\b/i.exec(line)?.[1];
    return frameOf({
      time: times.read(before) ?? times.read(line.slice(match.index + match[0].length)),
      transport: transport(match[2] ?? named),
      source: endpoint(match[1]),
      destination: endpoint(match[3]),
    });
  },
};
