import { ADDRESS } from './format.ts';
import { directed } from './directed.ts';

// 16:05:48.356 pjsua_core.c ...TX 2477 bytes Request msg INVITE/cseq=5327 (tdta0x1234) to UDP 192.0.2.1:5060:
// 16:05:48.372 pjsua_core.c .RX 528 bytes Response msg 401/INVITE/cseq=5327 (rdata0x1234) from UDP 192.0.2.1:5060:
const WAY = (way: string, word: string): RegExp =>
  new RegExp(`\\b${way} \\d+ bytes .*?\\b${word} (?<transport>UDP|TCP|TLS|WSS?)6?\\s+(?<peer>${ADDRESS})`, 'i');

/** PJSIP's own logger: pjsua, MicroSIP, Telephone and other programs on pjsua-lib. */
export const pjsua = directed({
  name: 'pjsua',
  hints: [' bytes request msg', ' bytes response msg'],
  received: WAY('RX', 'from'),
  sent: WAY('TX', 'to'),
});
