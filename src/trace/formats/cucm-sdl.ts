import { directed } from './directed.ts';

// 0055605.002 |10:39:20.389 |AppInfo  |SIPTcp - wait_SdlReadRsp: Incoming SIP TCP message from 192.0.2.64 on port 49525 index 23320 with 1675 bytes:
// 11/16/2022 10:39:20.389 CCM|//SIP/SIPTcp/wait_SdlSPISignal: Outgoing SIP TCP message to 192.0.2.64 on port 5060 index 4
const PEER = '(?<peer>[\\w.:-]+)(?: on)? port:? (?<port>\\d+)';

/** CUCM: SDL and the older SDI (CCM) traces. */
export const cucmSdl = directed({
  name: 'cucm-sdl',
  hints: ['incoming sip ', 'outgoing sip '],
  received: new RegExp(`Incoming SIP (?<transport>UDP|TCP|TLS) message from ${PEER}`, 'i'),
  sent: new RegExp(`Outgoing SIP (?<transport>UDP|TCP|TLS) message to ${PEER}`, 'i'),
});
