import { directed } from './directed.ts';

// channel [0xb400007550a99c40]: message sent to [TLS://sip.atlanta.example.com:5061], size: [654] bytes
// channel [0xb400007550a99c40]: received [691] new bytes from [UDP://192.0.2.1:5060]:
const PEER = '\\[(?<transport>UDP|TCP|TLS)://(?:::ffff:)?(?<peer>[^\\]\\s]+)\\]';

/** Linphone and other users of belle-sip, on a desktop or a phone. */
export const linphone = directed({
  name: 'linphone',
  hints: ['message sent to', 'new bytes from'],
  received: new RegExp(`received \\[\\d+\\] new bytes from ${PEER}`, 'i'),
  sent: new RegExp(`message sent to ${PEER}`, 'i'),
});
