import { ADDRESS } from './format.ts';
import { directed } from './directed.ts';

// 1124012603|sip  |0|00|>>> Data Send to 192.0.2.1:5060
// 1124012603|sip  |0|00|<<< Data Received From 192.0.2.1:5060      the message follows, each of its lines with the same columns

/** Polycom (Poly) phones, uploaded log or syslog. */
export const polycom = directed({
  name: 'polycom',
  hints: ['|sip  |', '|sip|', '|sip '],
  received: new RegExp(`\\|sip *\\|.*(?:<<<|received|recv).*?\\bfrom (?<peer>${ADDRESS})`, 'i'),
  sent: new RegExp(`\\|sip *\\|.*(?:>>>|sen[dt]).*?\\bto (?<peer>${ADDRESS})`, 'i'),
});
