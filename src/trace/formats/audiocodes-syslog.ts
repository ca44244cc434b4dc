import { ADDRESS } from './format.ts';
import { directed } from './directed.ts';

// 12:34:56.789 : 192.0.2.72 : NOTICE : [S=236] [SID:2ed1c8:96:5] (lgr_flow)(620) ---- Incoming SIP Message from 192.0.2.10:5060 to
// SIPInterface #0 (Trunk) UDP TO(#12) SocketID(5) ----            and: Outgoing SIP Message to 192.0.2.10:5060 from SIPInterface ...
const REST = '.*?\\s(?<transport>UDP|TCP|TLS|WSS?)\\b|';
const PEER = `(?<peer>${ADDRESS})`;

/** Syslog of AudioCodes gateways and SBCs. */
export const audiocodesSyslog = directed({
  name: 'audiocodes-syslog',
  hints: ['incoming sip message from', 'outgoing sip message to'],
  received: new RegExp(`Incoming SIP Message from ${PEER}(?:${REST})`, 'i'),
  sent: new RegExp(`Outgoing SIP Message to ${PEER}(?:${REST})`, 'i'),
});
