import type { Stamp, TimeReader } from '../lines/time.ts';
import { ADDRESS } from './format.ts';
import { directed } from './directed.ts';
import type { TextFormat } from './format.ts';

// 1124012603.384|sip  |0|00|>>> Data Send to 192.0.2.1:5060
// 1124012603.386|sip  |0|00|<<< Data Received From 192.0.2.1:5060      the message follows, each of its lines with the same columns
const TIME = /^\s*(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,3}))?\|/;
const shape = directed({
  name: 'polycom',
  hints: ['|sip  |', '|sip|', '|sip '],
  received: new RegExp(`\\|sip *\\|.*(?:<<<|received|recv).*?\\bfrom (?<peer>${ADDRESS})`, 'i'),
  sent: new RegExp(`\\|sip *\\|.*(?:>>>|sen[dt]).*?\\bto (?<peer>${ADDRESS})`, 'i'),
});

/** Polycom (Poly) phones, uploaded log or syslog. Their times are month, day and time of day without a year. */
export const polycom: TextFormat = {
  name: shape.name,
  hints: shape.hints,
  frame(line, times) {
    const frame = shape.frame(line.replace(TIME, '|'), times);
    const time = frame === undefined ? undefined : timeOf(line, times);
    return frame === undefined || time === undefined ? frame : { ...frame, time };
  },
};

function timeOf(line: string, times: TimeReader): Stamp | undefined {
  const match = TIME.exec(line);
  if (match === null) return undefined;
  const [, month, day, hour, minute, second, fraction = '0'] = match;
  return times.read(`${month}-${day} ${hour}:${minute}:${second}.${fraction}`);
}
