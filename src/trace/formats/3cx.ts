import { ADDRESS } from './format.ts';
import { directed } from './directed.ts';

// 24-Nov-2026 01:26:03.384  [CM503002]: ... Recv Req INVITE from UDP:192.0.2.1:5060 tid=4e8d Call-ID=...:
// Send Req INVITE from 192.0.2.10:5060 to UDP:198.51.100.5:5060 tid=...        Recv Resp 401 ...
const PEER = `(?:(?<transport>UDP|TCP|TLS):)?(?<peer>${ADDRESS})`;

/** The server log of 3CX at its verbose level. */
export const threeCx = directed({
  name: '3cx',
  hints: [
    'recv req ',
    'send req ',
    'recv resp ',
    'send resp ',
    'recv 1',
    'recv 2',
    'recv 3',
    'recv 4',
    'recv 5',
    'recv 6',
    'send 1',
    'send 2',
    'send 4',
  ],
  received: new RegExp(`\\bRecv (?:Req |Resp |\\d{3}/)[A-Z0-9].*? from ${PEER}`, 'i'),
  sent: new RegExp(`\\bSend (?:Req |Resp |\\d{3}/)[A-Z0-9].*? to ${PEER}`, 'i'),
});
