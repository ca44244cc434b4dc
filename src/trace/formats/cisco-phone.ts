import { directed } from './directed.ts';

// [17:00:53:148195] sipTransportSendMessage:Sent SIP message to <192.0.2.1>:<5060>, handle=<3>, length=<567>, message=
// SIPTaskProcessUDPMessage: Received SIP message from <192.0.2.1>:<5060>, length=<500>, message=
const PEER = '<?(?<peer>[\\w.:-]{1,80})>?(?::<(?<port>\\d{1,5})>)?';

/** The console of Cisco SIP phones (`debug sip-messages`). */
export const ciscoPhone = directed({
  name: 'cisco-phone',
  hints: ['sip message to <', 'sip message from <', 'sip message to:', 'sip message from:', 'recv sip message'],
  received: new RegExp(`(?:Received|Recv) SIP message from:? ?${PEER}`, 'i'),
  sent: new RegExp(`Sent SIP message to:? ?${PEER}`, 'i'),
});
