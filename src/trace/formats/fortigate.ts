import { ADDRESS, endpoint, frameOf } from './format.ts';
import type { TextFormat } from './format.ts';

// sip port 26 192.0.2.10:5061 -> 198.51.100.5:5060
const FRAME = new RegExp(`\\bsip (?:port|vd|session) \\d+.*?(${ADDRESS}) ?-> ?(${ADDRESS})`, 'i');

/** FortiGate `diagnose debug application sip`: the frame of a payload in hexadecimal digits, see hex-dump. */
export const fortigate: TextFormat = {
  name: 'fortigate',
  hints: ['sip port ', 'sip vd ', 'sip session '],
  frame(line, times) {
    const match = FRAME.exec(line);
    if (match === null) return undefined;
    return frameOf({
      time: times.read(line.slice(0, match.index)),
      source: endpoint(match[1]),
      destination: endpoint(match[2]),
    });
  },
};
