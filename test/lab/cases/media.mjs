import { answered, clear, found, refused, SMALL } from '../calls.mjs';
import { audio, webrtc } from '../sdp.mjs';
import { expect, label, media, recv, reply, send, wait } from '../sipp.mjs';

const NAT = [
  'iptables -t nat -A POSTROUTING -s 192.168.1.0/24 -j SNAT --to-source 192.0.2.99',
  'iptables -A FORWARD -d 192.168.0.0/16 -m conntrack --ctstate NEW -j DROP',
];
const byCallee = (ms, headers = []) => ({
  bob: [wait(ms), send('BYE', { headers }), recv(200)],
  alice: [expect('BYE'), reply(200, 'OK', { contact: null })],
});
const long = (text, times) => Array.from({ length: times }, (_, index) => `${text}${index}`);

// A scenario reads as a ladder, one party a line.
// prettier-ignore
export const cases = [
  {
    name: 'no-common-codec-488', group: 'sdp', fault: 'The caller offers G.729 only, the phone (baresip) has G.711 only: 488', format: 'pcap', at: 'bob',
    expected: found('488-no-codec', { never: ['488-srtp-required', '488-t38', '488-private-ip'], atFault: ['depends', 'caller', 'callee'] }),
    parties: [
      { host: 'bob', baresip: { account: '<sip:bob@203.0.113.30>;regint=0', seconds: 12 } },
      { host: 'alice', steps: [send('INVITE', { sdp: audio({ codecs: ['G729'] }) }), recv(100), recv(180), recv(488), send('ACK', { failed: true })] },
    ],
  },
  {
    name: 'encryption-demanded-488', group: 'sdp', fault: 'The trunk takes SRTP only, the caller offers plain RTP/AVP: 488 "SRTP required"', format: 'freeswitch', at: 'alice',
    expected: found('488-srtp-required', { never: ['488-t38', '488-private-ip'], atFault: ['caller', 'callee', 'depends'] }),
    parties: refused(488, 'Not Acceptable Here', { headers: ['Warning: 304 biloxi.example.com "SRTP required"'] }),
  },
  {
    name: 'late-offer', group: 'healthy', fault: 'Nothing is wrong: INVITE without SDP, the offer stands in the 200, the answer in the ACK', format: 'pcap', at: 'bob',
    expected: clear(['late-offer'], ['no-sdp-answer', '488-no-codec']),
    parties: [
      { host: 'bob', steps: [expect('INVITE'), reply(180, 'Ringing'), wait(1000), reply(200, 'OK', { sdp: SMALL(), retransmit: true }), expect('ACK'), media('alice', { seconds: 2 }), expect('BYE'), reply(200, 'OK')] },
      { host: 'alice', steps: [send('INVITE'), recv(100), recv(180), recv(200), send('ACK', { sdp: audio({ codecs: ['G729', 'events'] }) }), media('bob', { seconds: 2 }), wait(2500), send('BYE'), recv(200)] },
    ],
  },
  {
    name: 'answer-without-sdp', group: 'sdp', fault: 'The callee answers the offer with a 200 that has no SDP', format: 'asterisk-pjsip', at: 'alice',
    expected: found('no-sdp-answer', { also: ['rtp-none-both'], never: ['late-offer', '488-no-codec', 'one-way-audio'], atFault: ['callee'] }),
    parties: answered({ rtp: 0, answer: null }),
  },
  {
    name: 'voice-goes-to-private-address', group: 'nat', fault: 'The caller behind NAT names its private address in the SDP: the RTP of the callee goes there and is lost', format: 'pcap', at: 'bob',
    expected: found(['488-private-ip', 'one-way-audio', 'nat-via-received'], { also: ['bye-q850'], never: ['rtp-none-both', 'ack-missing'], atFault: ['caller', 'network', 'depends'] }),
    network: { addresses: { alice: '192.168.1.20' }, router: NAT },
    parties: answered({ rtp: 2, talkMs: 3000 }),
  },
  {
    name: 'one-way-audio-firewall', group: 'media', fault: 'A firewall drops the RTP of the callee: the caller sees only its own for five seconds', format: 'pcap', at: 'alice',
    expected: found('one-way-audio', { never: ['rtp-none-both', 'ack-missing', 'dtmf-mismatch'], atFault: ['network', 'callee', 'depends'] }),
    network: { router: ['iptables -A FORWARD -p udp -d 192.0.2.10 --dport 40000 -j DROP'] },
    parties: answered({ rtp: 5, talkMs: 5500 }),
  },
  {
    name: 'one-way-audio-at-callee', group: 'media', fault: 'A firewall drops the RTP of the caller: the callee hears nothing and hangs up', format: 'sll', at: 'bob',
    expected: found('one-way-audio', { never: ['rtp-none-both', 'ack-missing'], atFault: ['network', 'caller', 'depends'] }),
    network: { router: ['iptables -A FORWARD -p udp -d 203.0.113.30 --dport 40000 -j DROP'] },
    parties: answered({ rtp: 5, ending: byCallee(5500) }),
  },
  {
    name: 'no-audio-second-call', group: 'media', fault: 'The first call has RTP both ways; in the second one nobody sends any, and the callee ends it with "RTP Timeout"', format: 'pcap', at: 'alice',
    expected: found('rtp-none-both', { also: ['bye-q850'], never: ['one-way-audio', 'ack-missing', 'drop-32s'], atFault: ['network', 'callee', 'caller', 'depends'] }),
    parties: (() => {
      const first = answered({ rtp: 2, ringMs: 800, talkMs: 2200 });
      const [carol, alice] = answered({ rtp: 0, ringMs: 800, ending: byCallee(8000, ['Reason: SIP;cause=408;text="RTP Timeout"']) });
      return [first[0], { ...carol, host: 'carol' }, { ...first[1], waitMs: 5500 }, { ...alice, label: '-second', localPort: 5062, to: 'carol' }];
    })(),
  },
  {
    name: 'browser-without-media', group: 'media', fault: 'A browser calls, the answer has only a private candidate: no media packet ever, BYE "ICE failed" after eight seconds', format: 'pcapng', at: 'alice',
    expected: found(['dtls-ice-fail', 'rtp-none-both', '488-private-ip'], { never: ['one-way-audio', '488-srtp-required', '488-no-codec'], atFault: ['network', 'server', 'callee', 'depends'] }),
    parties: answered({ rtp: 0, offer: webrtc(), answer: webrtc({ address: '10.8.0.5', setup: 'active' }), ending: byCallee(8000, ['Reason: SIP;cause=488;text="ICE failed"']) }),
  },
  {
    name: 'digits-clock-differs', group: 'sdp', fault: 'opus/48000 is chosen with telephone-event/8000: the digits have another clock than the voice', format: 'pcap', at: 'bob',
    expected: found('dtmf-payload-mismatch', { also: ['dtmf-mismatch'], never: ['one-way-audio', 'rtp-none-both'], atFault: ['depends', 'caller', 'callee'] }),
    parties: answered({ rtp: 0, offer: audio({ codecs: ['opus', 'events'] }), answer: audio({ codecs: ['opus', 'events'] }), bob: [media('alice', { type: 111, seconds: 2 })], alice: [media('bob', { type: 111, seconds: 2, digit: 5 })], talkMs: 3000 }),
  },
  {
    name: 'digits-not-agreed', group: 'sdp', fault: 'The caller offers telephone-event, the answer has G.729 without it: digits would go in band through G.729', format: 'sipp-messages', at: 'alice',
    expected: found('dtmf-mismatch', { never: ['dtmf-payload-mismatch', '488-no-codec', 'rtp-none-both'], atFault: ['callee', 'depends'] }),
    parties: answered({ rtp: 0, answer: audio({ codecs: ['G729'] }), aliceParty: { log: true }, talkMs: 4000 }),
  },
  {
    name: 'packet-time-differs', group: 'sdp', fault: 'One side sends 20 ms packets, the other asks for 60 ms and sends them: choppy audio', format: 'pcap', at: 'alice',
    expected: found('wrong-ptime', { never: ['one-way-audio', 'rtp-none-both', '488-no-codec'], atFault: ['depends', 'caller', 'callee'] }),
    parties: answered({ rtp: 0, answer: audio({ codecs: ['G729', 'events'], ptime: 60 }), bob: [media('alice', { seconds: 3, ptime: 60 })], alice: [media('bob', { seconds: 3 })], talkMs: 3500 }),
  },
  {
    name: 'no-voice-after-resume', group: 'sdp', fault: 'The caller resumes the call with the old version in o=: the callee ignores the change, and its voice stays away', format: 'pcap', at: 'alice',
    expected: found(['hold-no-resume', 'one-way-audio'], { never: ['rtp-none-both', '491-glare'], atFault: ['caller', 'depends', 'callee'] }),
    parties: answered({
      rtp: 2, ending: {
        alice: [wait(2200), send('INVITE', { again: true, sdp: audio({ codecs: ['G729', 'events'], direction: 'sendonly', version: 2 }) }), recv(200), send('ACK'), wait(1500), send('INVITE', { again: true, sdp: audio({ codecs: ['G729', 'events'], version: 2 }) }), recv(200), send('ACK'), media('bob', { seconds: 4 }), wait(4500), send('BYE'), recv(200)],
        bob: [expect('INVITE'), reply(200, 'OK', { sdp: audio({ codecs: ['G729', 'events'], direction: 'recvonly', version: 2 }) }), expect('ACK'), expect('INVITE'), reply(200, 'OK', { sdp: audio({ codecs: ['G729', 'events'], version: 2 }) }), expect('ACK'), expect('BYE'), reply(200, 'OK')],
      },
    }),
  },
  {
    name: 'router-rewrites-half', group: 'nat', fault: 'The SIP ALG of a router puts the public address into Via and Contact, but leaves the private one in the SDP, and the Content-Length does not fit any more', format: 'pcap', at: 'bob',
    expected: found(['sip-alg', 'content-length-mismatch', '488-private-ip'], { also: ['bad-header'], never: ['rtp-none-both', '404-number'], atFault: ['network', 'caller', 'depends'] }),
    parties: refused(400, 'Bad Request', { invite: { rawBody: ['Content-Type: application/sdp', 'Content-Length: 198', '', ...audio({ address: '192.168.1.20' })] } }),
  },
  {
    name: 'content-length-too-long', group: 'malformed', fault: 'The Content-Length is 40 bytes longer than the body: 400 Content-Length mis-match', format: 'pcap', at: 'alice',
    expected: found('content-length-mismatch', { also: ['bad-header', 'sip-alg'], never: ['404-number', '488-no-codec'], atFault: ['caller', 'network', 'depends'] }),
    parties: refused(400, 'Content-Length mis-match', { invite: { rawBody: ['Content-Type: application/sdp', 'Content-Length: 260', '', ...audio()] } }),
  },
  {
    name: 'fragments-dropped', group: 'transport', fault: 'The router drops IP fragments: OPTIONS is answered, the INVITE of 2700 bytes never', format: 'pcap', at: 'alice',
    expected: found('udp-fragmentation', { also: ['invite-no-answer-udp'], never: ['invite-100-then-timeout', 'callee-408'], atFault: ['network', 'caller', 'depends'] }),
    network: { router: ['iptables -A FORWARD -f -j DROP'] },
    parties: [
      { host: 'bob', steps: [expect('OPTIONS'), reply(200, 'OK'), wait(36_000)] },
      { host: 'alice', steps: [send('OPTIONS'), recv(200), wait(500), send('INVITE', { sdp: audio({ lines: long('a=candidate:1 1 UDP 2130706431 192.0.2.10 40000 typ host generation 0 network-id ', 28) }) }), recv(486, { timeoutMs: 34_000, onTimeout: 1 }), label(1), wait(100)] },
    ],
  },
  {
    name: 'early-announcement-then-answer', group: 'healthy', fault: 'Nothing is wrong: 183 with SDP and an announcement, then 180, then the answer', format: 'tshark-V', at: 'alice',
    expected: clear(['early-media-no-180', '180-then-183'], ['prack-missing', 'no-sdp-answer']),
    parties: [
      { host: 'bob', steps: [expect('INVITE'), reply(183, 'Session Progress', { sdp: SMALL() }), wait(1500), reply(180, 'Ringing'), wait(1500), reply(200, 'OK', { sdp: SMALL(), retransmit: true }), expect('ACK'), expect('BYE'), reply(200, 'OK')] },
      { host: 'alice', steps: [send('INVITE', { sdp: SMALL() }), recv(100), recv(183), recv(180), recv(200), send('ACK'), wait(3500), send('BYE'), recv(200)] },
    ],
  },
  {
    name: 'call-on-tagged-link', group: 'healthy', fault: 'Nothing is wrong: a call on a VLAN, with voice both ways', format: 'vlan', at: 'alice',
    expected: clear([], ['bye-no-reason-immediate', 'one-way-audio']),
    parties: answered({ rtp: 3, talkMs: 3500 }),
  },
  {
    name: 'call-over-tcp', group: 'healthy', fault: 'Nothing is wrong: a call over TCP', format: 'tcp', at: 'bob',
    expected: clear([], ['tcp-udp-switch', 'content-length-mismatch', 'bye-no-reason-immediate']),
    parties: answered({ rtp: 0, talkMs: 4000, bobParty: { transport: 'TCP' }, aliceParty: { transport: 'TCP' } }),
  },
  {
    name: 'baresip-calls-baresip', group: 'healthy', fault: 'Nothing is wrong: baresip calls baresip, which answers by itself, and hangs up after some seconds', format: 'pcapng', at: 'alice',
    expected: clear([], ['bye-no-reason-immediate']),
    filter: 'udp port 5060', how: 'The capture holds SIP only: there is no RTP in it because none was recorded.',
    parties: [
      { host: 'bob', baresip: { account: '<sip:bob@203.0.113.30>;regint=0;answermode=auto', seconds: 14 } },
      { host: 'alice', baresip: { account: '<sip:alice@192.0.2.10>;regint=0', seconds: 8, commands: ['/dial sip:bob@203.0.113.30'] } },
    ],
  },
  {
    name: 'baresip-password-wrong', group: 'registration', fault: 'baresip registers with a wrong password: 401 after its credentials', format: 'baresip', at: 'alice',
    expected: found('reg-wrong-password', { never: ['reg-normal-challenge', 'reg-no-second-request', 'reg-stale-loop'], atFault: ['caller', 'depends'] }),
    parties: [
      { host: 'proxy', kamailio: { route: 'route(REGISTER_AUTH); save("location"); exit;' } },
      { host: 'alice', baresip: { account: '<sip:alice@atlanta.example.com>;auth_user=alice;auth_pass=guess;regint=600;outbound="sip:198.51.100.20"', seconds: 6 } },
    ],
  },
  {
    name: 'baresip-calls-busy', group: 'busy', fault: 'baresip calls a phone that is busy: 486', format: 'baresip', at: 'alice',
    expected: found('486-busy', { never: ['callee-480', '603-decline-human'], atFault: ['callee'] }),
    parties: [
      { host: 'bob', steps: [expect('INVITE'), reply(100, 'Trying'), reply(486, 'Busy Here', { retransmit: true }), expect('ACK')] },
      { host: 'alice', baresip: { account: '<sip:alice@192.0.2.10>;regint=0', seconds: 6, commands: ['/dial sip:bob@203.0.113.30'] } },
    ],
  },
  {
    name: 'linphone-registers', group: 'healthy', fault: 'Nothing is wrong: linphonec registers, is challenged once and accepted', format: 'linphone', at: 'alice',
    expected: clear(['reg-normal-challenge'], ['reg-wrong-password', 'reg-no-second-request', 'reg-no-answer']),
    parties: [
      { host: 'proxy', kamailio: { route: 'route(REGISTER_AUTH); save("location"); exit;' } },
      { host: 'alice', input: true, linphone: { config: ['[proxy_0]', 'reg_proxy=<sip:198.51.100.20>', 'reg_identity=sip:alice@atlanta.example.com', 'reg_expires=600', 'reg_sendregister=1', '[auth_info_0]', 'username=alice', 'passwd=secret-of-alice', 'realm=atlanta.example.com', 'domain=atlanta.example.com'], script: [[6000, 'quit']] } },
    ],
    atMostMs: 20_000,
  },
  {
    name: 'linphone-number-unknown', group: 'routing', fault: 'linphonec calls a number that the proxy does not know: 404', format: 'linphone', at: 'alice',
    expected: found('404-number', { never: ['reg-404', 'callee-480'], atFault: ['caller', 'depends'] }),
    parties: [
      { host: 'proxy', kamailio: { route: 'if (is_method("ACK")) exit; sl_send_reply("404", "Not Found");' } },
      { host: 'alice', input: true, linphone: { script: [[3000, 'call sip:999@198.51.100.20'], [5000, 'quit']] } },
    ],
    atMostMs: 20_000,
  },
  {
    name: 'keepalive-by-sipsak', group: 'healthy', fault: 'Nothing is wrong: sipsak asks with OPTIONS, the proxy answers 200', format: 'pcap', at: 'alice',
    expected: clear([], ['scanner', 'reg-no-answer']),
    parties: [{ host: 'proxy', kamailio: { route: 'sl_send_reply("200", "OK");' } }, { host: 'alice', command: ['sipsak', '-s', 'sip:alice@198.51.100.20'] }],
  },
];
