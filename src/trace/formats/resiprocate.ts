import { ADDRESS } from './format.ts';
import { directed } from './directed.ts';

// Transport.cxx:403): RX 'Resp 401/cseq=1/REGISTER' from: [192.0.2.1:5061 TLS]
// ... | sending to: [ V4 192.0.2.1:5060 UDP target domain=unspecified ]        ... received from: [ V4 192.0.2.1:5060 UDP ]
const PEER = `\\[\\s*(?:V[46]\\s+)?(?<peer>${ADDRESS})\\s+(?<transport>UDP|TCP|TLS|WSS?)?`;

/** reSIProcate and products on it (Siprix, 3CX, Bria), at its debug and stack levels. */
export const resiprocate = directed({
  name: 'resiprocate',
  hints: ["rx 'req", "rx 'resp", "tx 'req", "tx 'resp", 'received from: [', 'sending to: [', 'transmitting to ['],
  received: new RegExp(`(?:RX '[^']*' from:|received from:)\\s*${PEER}`, 'i'),
  sent: new RegExp(`(?:TX '[^']*' to:|(?:sending|transmitting) to:?)\\s*${PEER}`, 'i'),
});
