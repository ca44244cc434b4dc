import { answered, clear, found, PHONE, refused } from '../calls.mjs';
import { fax } from '../sdp.mjs';
import { expect, recv, reply, send, wait } from '../sipp.mjs';

const notify = (state, fragment) =>
  send('NOTIFY', {
    headers: ['Event: refer', `Subscription-State: ${state}`],
    type: 'message/sipfrag',
    body: [fragment],
  });
const notified = [expect('NOTIFY'), reply(200, 'OK', { contact: null })];

// A scenario reads as a ladder, one party a line.
// prettier-ignore
export const cases = [
  {
    name: 'blind-transfer', group: 'healthy', fault: 'Nothing is wrong: a blind transfer, REFER 202, NOTIFY with 100 and 200', format: 'sngrep', at: 'alice',
    expected: clear([], ['transfer-refer-fail', 'bye-481', '603-decline-human']),
    parties: answered({
      rtp: 0, ending: {
        alice: [wait(1500), send('REFER', { headers: ['Refer-To: <sip:carol@biloxi.example.com>'] }), recv(202), ...notified, ...notified, wait(800), send('BYE'), recv(200)],
        bob: [expect('REFER'), reply(202, 'Accepted'), notify('active;expires=60', 'SIP/2.0 100 Trying'), recv(200), wait(2000), notify('terminated;reason=noresource', 'SIP/2.0 200 OK'), recv(200), expect('BYE'), reply(200, 'OK')],
      },
    }),
  },
  {
    name: 'transfer-target-busy', group: 'transfer', fault: 'The transfer is accepted (202), but its target is busy: NOTIFY with 486', format: 'pcap', at: 'alice',
    expected: found('transfer-refer-fail', { never: ['486-busy', '603-decline-human'], atFault: ['callee', 'server', 'depends'] }),
    parties: answered({
      rtp: 0, ending: {
        alice: [wait(1500), send('REFER', { headers: ['Refer-To: <sip:carol@biloxi.example.com>'] }), recv(202), ...notified, ...notified, wait(800), send('BYE'), recv(200)],
        bob: [expect('REFER'), reply(202, 'Accepted'), notify('active;expires=60', 'SIP/2.0 100 Trying'), recv(200), wait(2000), notify('terminated;reason=noresource', 'SIP/2.0 486 Busy Here'), recv(200), expect('BYE'), reply(200, 'OK')],
      },
    }),
  },
  {
    name: 'transfer-not-allowed-405', group: 'transfer', fault: 'The trunk takes no REFER: 405', format: 'cisco', at: 'bob',
    expected: found('transfer-refer-fail', { also: ['request-rejected'], never: ['404-number', 'bye-481'], atFault: ['callee', 'caller', 'depends'] }),
    parties: answered({
      rtp: 0, ending: {
        alice: [wait(1500), send('REFER', { headers: ['Refer-To: <sip:carol@biloxi.example.com>'] }), recv(405), wait(800), send('BYE'), recv(200)],
        bob: [expect('REFER'), reply(405, 'Method Not Allowed', { headers: ['Allow: INVITE, ACK, CANCEL, BYE, OPTIONS'] }), expect('BYE'), reply(200, 'OK')],
      },
    }),
  },
  {
    name: 'replaced-call-unknown-481', group: 'transfer', fault: 'An attended transfer names a call that ended already: 481 to the INVITE with Replaces', format: 'pcap', at: 'alice',
    expected: found('replaces-481', { never: ['481-midcall', 'bye-481', 'cancel-481'], atFault: ['caller', 'server', 'callee', 'depends'] }),
    parties: refused(481, 'Call/Transaction Does Not Exist', { invite: { headers: ['Replaces: 7c3e9a@198.51.100.20;to-tag=4f2a;from-tag=88b1', 'Require: replaces'] } }),
  },
  {
    name: 'fax-refused-488', group: 'fax', fault: 'The gateway asks for T.38 in the call, the other side refuses with 488', format: 'pcap', at: 'alice',
    expected: found(['488-t38', 't38-switch-fail'], { never: ['488-no-codec', '488-srtp-required', '481-midcall'], atFault: ['caller', 'callee', 'depends'] }),
    parties: answered({
      offer: PHONE(), answer: PHONE(), rtp: 0, ending: {
        bob: [wait(2500), send('INVITE', { again: true, sdp: fax() }), recv(488), send('ACK', { failed: true }), wait(2500), send('BYE'), recv(200)],
        alice: [expect('INVITE', { fresh: false }), reply(488, 'Not Acceptable Here', { tag: null }), expect('ACK'), expect('BYE'), reply(200, 'OK', { contact: null, tag: null })],
      },
    }),
  },
  {
    name: 'fax-port-zero', group: 'fax', fault: 'The T.38 re-INVITE is answered with 200, but with port 0: the fax stream is rejected and the fax fails', format: 'tshark-V', at: 'alice',
    expected: found('t38-switch-fail', { also: ['488-t38'], never: ['488-no-codec', 'rtp-none-both'], atFault: ['caller', 'callee', 'depends'] }),
    parties: answered({
      offer: PHONE(), answer: PHONE(), rtp: 0, ending: {
        bob: [wait(2500), send('INVITE', { again: true, sdp: fax() }), recv(200), send('ACK'), wait(2500), send('BYE'), recv(200)],
        alice: [expect('INVITE'), reply(200, 'OK', { tag: null, sdp: fax({ accepted: false }) }), expect('ACK'), expect('BYE'), reply(200, 'OK', { contact: null, tag: null })],
      },
    }),
  },
];
