import { ADDRESS } from './format.ts';
import { directed } from './directed.ts';

// @2014-06-26 13:02:39,427||FINEST|Tele|8513|FileName=sip/UAInterface.cpp,LineNumber=476|cUAInterface::SendToNetwork: To 192.0.2.57:5060[71:0] <^INVITE ...^M
// @2014-06-26 13:02:39,551||FINEST|Tele|8513|FileName=sip/SIPTCP.cpp,LineNumber=408|SIPTCP::ProcessRead: <SIP/2.0 180 Ringing^M

/** Avaya Experience Portal and Voice Portal, `^M` at the line ends. */
export const avayaLog = directed({
  name: 'avaya-log',
  hints: ['sendtonetwork', 'sendt onetwork', 'processread', 'readfromnetwork', 'receivefromnetwork'],
  received: new RegExp(`(?:ProcessRead|R(?:eceive|ead)FromNetwork):(?: From (?<peer>${ADDRESS}))?`, 'i'),
  sent: new RegExp(`SendT\\s?oNetwork: To (?<peer>${ADDRESS})`, 'i'),
});
