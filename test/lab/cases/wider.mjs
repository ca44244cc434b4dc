import { answered, clear, found, PHONE, refused, SMALL } from '../calls.mjs';
import { CALL } from '../kamailio.mjs';
import { audio } from '../sdp.mjs';
import { expect, media, recv, reply, send, wait } from '../sipp.mjs';

const TO_BOB = '$du = "sip:203.0.113.30:5060"; if (!t_relay()) sl_reply_error();';
const RIGHT = '[authentication username=alice password=secret-of-alice]';
const LARGE = () =>
  audio({
    lines: Array.from(
      { length: 18 },
      (_, index) => `a=candidate:${index} 1 UDP 2130706431 192.0.2.10 ${40_000 + 2 * index} typ host generation 0`,
    ),
  });

// A scenario reads as a ladder, one party a line.
// prettier-ignore
export const cases = [
  {
    name: 'digits-sent-too-early', group: 'routing', fault: 'The PBX sends the number while it is dialled: three calls, each longer than the one before, 484 to the first two', format: 'pcap', at: 'alice',
    expected: found('480-truncated-number', { also: ['484-address-incomplete', '404-number', '486-busy'], never: ['toll-fraud', 'cps-limit'], atFault: ['caller'] }),
    parties: (() => {
      const numbers = ['0170', '017055', '0170555012'];
      return [
        { host: 'bob', calls: 3, steps: [expect('INVITE'), reply(484, 'Address Incomplete', { retransmit: true }), expect('ACK')] },
        { host: 'alice', calls: 3, rate: 1, periodMs: 3000, fields: numbers, steps: [send('INVITE', { sdp: PHONE(), uri: 'sip:[field0]@biloxi.example.com' }), recv(484), send('ACK', { failed: true })] },
      ];
    })(),
  },
  {
    name: 'costly-numbers-at-night', group: 'overload', fault: 'A stolen password: one account calls eight numbers in five costly countries within seconds', format: 'pcapng', at: 'bob',
    expected: found('toll-fraud', { never: ['cps-limit', 'scanner', '480-truncated-number'], atFault: ['caller', 'depends'] }),
    parties: [
      { host: 'bob', calls: 8, steps: [expect('INVITE'), reply(180, 'Ringing'), wait(800), reply(200, 'OK', { sdp: PHONE(), retransmit: true }), expect('ACK'), expect('BYE'), reply(200, 'OK')] },
      {
        host: 'alice', calls: 8, rate: 2, fields: ['0025290000001', '0025290000002', '005390000003', '0037190000004', '0096090000005', '0023290000006', '0023290000007', '005390000008'],
        steps: [send('INVITE', { sdp: PHONE(), uri: 'sip:[field0]@biloxi.example.com' }), recv(100), recv(180), recv(200), send('ACK'), wait(9000), send('BYE'), recv(200)],
      },
    ],
  },
  {
    name: 'no-gateway-left-503', group: 'overload', fault: 'Every gateway of the proxy is out of service: it answers 503 itself, no INVITE leaves it', format: 'pcap', at: 'proxy',
    expected: found('503-local', { also: ['prefix-not-allowed'], never: ['503-retry-after', 'cps-limit', 'dns-srv-nxdomain'], atFault: ['server', 'depends'] }),
    parties: [
      { host: 'proxy', kamailio: { route: `${CALL} sl_send_reply("503", "Service Unavailable"); exit;` } },
      { host: 'alice', via: 'proxy', steps: [send('INVITE', { sdp: PHONE() }), recv(100), recv(503), send('ACK', { failed: true })] },
    ],
  },
  {
    name: 'answers-to-the-wrong-port', group: 'nat', fault: 'The phone behind NAT asks for no rport: the 401 goes to port 5060 of the router, not to the mapped port, and the phone repeats its REGISTER', format: 'pcap', at: 'proxy',
    expected: found('nat-via-received', { also: ['reg-no-answer', 'reg-no-second-request', 'inbound-no-route-back'], never: ['reg-wrong-password', 'reg-normal-challenge'], atFault: ['caller', 'network', 'server', 'depends'] }),
    network: { addresses: { alice: '192.168.1.20' }, router: ['iptables -t nat -A POSTROUTING -p udp -s 192.168.1.0/24 -j SNAT --to-source 192.0.2.99:6000-6010', 'iptables -A FORWARD -d 192.168.0.0/16 -m conntrack --ctstate NEW -j DROP'] },
    parties: [
      { host: 'proxy', kamailio: { route: 'route(REGISTER_AUTH); save("location"); exit;' } },
      { host: 'alice', via: 'proxy', steps: [send('REGISTER', { rport: false, headers: ['Expires: 600'] }), recv(401)] },
    ],
    atMostMs: 20_000,
  },
  {
    name: 'registered-behind-nat', group: 'healthy', fault: 'Nothing is wrong: a phone behind NAT registers, and the registrar answers where the request came from', format: 'ngrep', at: 'proxy',
    expected: clear(['nat-via-received', 'reg-normal-challenge'], ['inbound-no-route-back', 'sip-alg', 'reg-wrong-password']),
    network: { addresses: { alice: '192.168.1.20' }, router: ['iptables -t nat -A POSTROUTING -s 192.168.1.0/24 -j SNAT --to-source 192.0.2.99'] },
    parties: [
      { host: 'proxy', kamailio: { route: 'force_rport(); if (is_method("REGISTER")) { fix_nated_register(); route(REGISTER_AUTH); save("location"); } exit;', parameters: ['"registrar", "received_avp", "$avp(received)"', '"nathelper", "received_avp", "$avp(received)"'] } },
      { host: 'alice', via: 'proxy', steps: [send('REGISTER', { headers: ['Expires: 600'] }), recv(401, { auth: true }), send('REGISTER', { headers: ['Expires: 600', RIGHT] }), recv(200)] },
    ],
  },
  {
    name: 'large-invite-over-tcp-refused', group: 'transport', fault: 'The INVITE is too large for UDP, the proxy tries TCP, and the callee listens on UDP only: connection refused', format: 'pcap', at: 'proxy', silent: ['bob'],
    expected: found(['tcp-udp-switch', '477-send-failed'], { also: ['503-local'], never: ['invite-no-answer-udp', 'dns-srv-nxdomain'], atFault: ['callee', 'server', 'network', 'depends'] }),
    parties: [
      { host: 'proxy', kamailio: { route: `${CALL} ${TO_BOB}`, options: 'udp_mtu=1300\nudp_mtu_try_proto=TCP', timers: { final: 6000 } } },
      { host: 'alice', via: 'proxy', steps: [send('INVITE', { sdp: LARGE() }), recv(100), recv(477), send('ACK', { failed: true })] },
    ],
    atMostMs: 20_000,
  },
  {
    name: 'silence-before-answer', group: 'media', fault: 'The callee sends 183 with SDP and no 180, but no early media either: the caller hears nothing for seven seconds', format: 'pcap', at: 'alice',
    expected: found('early-media-no-180', { never: ['one-way-audio', 'rtp-none-both', 'prack-missing'], atFault: ['callee', 'server', 'depends'] }),
    parties: [
      { host: 'bob', steps: [expect('INVITE'), reply(183, 'Session Progress', { sdp: SMALL() }), wait(7000), reply(200, 'OK', { sdp: SMALL(), retransmit: true }), expect('ACK'), media('alice', { seconds: 3 }), expect('BYE'), reply(200, 'OK')] },
      { host: 'alice', steps: [send('INVITE', { sdp: SMALL() }), recv(100), recv(183), recv(200), send('ACK'), media('bob', { seconds: 3 }), wait(3500), send('BYE'), recv(200)] },
    ],
  },
  {
    name: 'router-view-busy', group: 'busy', fault: 'The callee is busy; the router shows each packet of the proxied call twice', format: 'sll2', at: 'router', seenBy: 'proxy',
    expected: found('486-busy', { never: ['callee-480', 'loop-482', '603-decline-human'], atFault: ['callee'] }),
    parties: (() => {
      const [bob, alice] = refused(486, 'Busy Here');
      return [bob, { host: 'proxy', kamailio: { route: `${CALL} ${TO_BOB}` } }, { ...alice, via: 'proxy' }];
    })(),
  },
  {
    name: 'linphone-calls', group: 'healthy', fault: 'Nothing is wrong: linphonec calls Bob and hangs up', format: 'pcap', at: 'alice',
    expected: clear([], ['bye-no-reason-immediate', 'reg-no-answer', 'dtmf-mismatch']), filter: 'udp port 5060',
    how: 'The capture holds SIP only: there is no RTP in it because none was recorded.',
    parties: [
      { host: 'bob', steps: [expect('INVITE'), reply(180, 'Ringing'), wait(1000), reply(200, 'OK', { sdp: audio({ codecs: ['PCMU', 'events'] }), retransmit: true }), expect('ACK'), expect('BYE'), reply(200, 'OK')] },
      { host: 'alice', input: true, linphone: { script: [[4000, 'call sip:bob@203.0.113.30'], [6000, 'terminate'], [1500, 'quit']] } },
    ],
    atMostMs: 25_000,
  },
  {
    name: 'baresip-registers', group: 'healthy', fault: 'Nothing is wrong: baresip registers, is challenged once and accepted, and signs off at the end', format: 'baresip', at: 'alice',
    expected: clear(['reg-normal-challenge', 'reg-stale-nonce'], ['reg-wrong-password', 'reg-no-second-request', 'reg-stale-loop']),
    parties: [
      { host: 'proxy', kamailio: { route: 'route(REGISTER_AUTH); save("location"); exit;' } },
      { host: 'alice', baresip: { account: '<sip:alice@atlanta.example.com>;auth_user=alice;auth_pass=secret-of-alice;regint=600;outbound="sip:198.51.100.20"', seconds: 6 } },
    ],
  },
  {
    name: 'call-dumped-as-text', group: 'healthy', fault: 'Nothing is wrong: Bob hangs up after five seconds', format: 'tcpdump-A', at: 'bob',
    expected: clear([], ['bye-no-reason-immediate', 'bye-481']),
    parties: answered({ rtp: 0, ending: { bob: [wait(5000), send('BYE'), recv(200)], alice: [expect('BYE'), reply(200, 'OK', { contact: null })] } }),
  },
  {
    name: 'encryption-demanded-baresip', group: 'sdp', fault: 'The phone (baresip with mediaenc=srtp-mand) takes SRTP only, the caller offers RTP/AVP: 488', format: 'pcapng', at: 'bob',
    expected: found(['488-srtp-required', '488-no-codec'], { never: ['488-t38', '488-private-ip'], atFault: ['depends', 'callee', 'caller'] }),
    parties: [
      { host: 'bob', baresip: { account: '<sip:bob@203.0.113.30>;regint=0;mediaenc=srtp-mand', modules: ['g711.so', 'srtp.so'], seconds: 14 } },
      { host: 'alice', steps: [send('INVITE', { sdp: PHONE() }), recv(100), recv(180), recv(488), send('ACK', { failed: true })] },
    ],
    atMostMs: 12_000,
  },
  {
    name: 'busy-in-the-proxy-log', group: 'busy', fault: 'The callee is busy; Kamailio logs what it receives with xlog', format: 'kamailio', at: 'proxy', logOf: 'proxy',
    expected: found('486-busy', { never: ['callee-480', 'invite-no-answer-udp', 'ack-missing'], atFault: ['callee'] }),
    parties: (() => {
      const [bob, alice] = refused(486, 'Busy Here');
      const received = 'xlog("L_INFO", "from $proto:$si:$sp $mb\n");';
      return [bob, { host: 'proxy', kamailio: { route: `${received} ${CALL} ${TO_BOB}`, extraRoutes: `onreply_route { ${received} }` } }, { ...alice, via: 'proxy' }];
    })(),
  },
  {
    name: 'one-of-six-calls-fails', group: 'timeouts', fault: 'Five calls are fine; the sixth gets 480 from a switch that lost the phone', format: 'pcap', at: 'alice',
    expected: found('callee-480', { also: ['asterisk-pbx-unavailable'], never: ['cps-limit', '486-busy', 'channel-limit'], atFault: ['callee', 'depends', 'server'] }),
    parties: (() => {
      const [bob, alice] = answered({ rtp: 0, ringMs: 700, talkMs: 3100 });
      const [carol, caller] = refused(480, 'Temporarily Unavailable');
      return [{ ...bob, calls: 5 }, { ...carol, host: 'carol' }, { ...alice, calls: 5, rate: 1, periodMs: 900, waitMs: 4000 }, { ...caller, label: '-second', localPort: 5062, to: 'carol' }];
    })(),
    lingerMs: 6000,
  },
  {
    name: 'session-refresh-refused', group: 'timers', fault: 'The session refresh at 45 s gets 481 from another node of the cluster, and the callee hangs up when the session expires', format: 'ngrep', at: 'alice',
    expected: found(['drop-session-timer', '481-midcall'], { also: ['bye-481'], never: ['drop-32s', 'ack-missing', '422-timer'], atFault: ['callee', 'server', 'network', 'depends'] }),
    parties: answered({
      rtp: 0, invite: { headers: ['Supported: timer', 'Session-Expires: 90;refresher=uac', 'Min-SE: 90'] }, ok: { headers: ['Require: timer', 'Supported: timer', 'Session-Expires: 90;refresher=uac'] },
      ending: {
        alice: [wait(45_000), send('INVITE', { again: true, headers: ['Supported: timer', 'Session-Expires: 90;refresher=uac'], sdp: SMALL() }), recv(481), send('ACK', { failed: true }), expect('BYE'), reply(200, 'OK', { contact: null })],
        bob: [expect('INVITE'), reply(481, 'Call/Transaction Does Not Exist'), expect('ACK'), wait(15_000), send('BYE', { headers: ['Reason: SIP;cause=408;text="Session timer expired"'] }), recv(200)],
      },
    }),
  },
  {
    name: 'linphone-password-wrong', group: 'registration', fault: 'linphonec registers with a wrong password: 401 after its credentials', format: 'linphone', at: 'alice',
    expected: found('reg-wrong-password', { never: ['reg-normal-challenge', 'reg-no-second-request', 'reg-stale-loop'], atFault: ['caller', 'depends'] }),
    parties: [
      { host: 'proxy', kamailio: { route: 'route(REGISTER_AUTH); save("location"); exit;' } },
      { host: 'alice', input: true, linphone: { config: ['[proxy_0]', 'reg_proxy=<sip:198.51.100.20>', 'reg_identity=sip:alice@atlanta.example.com', 'reg_expires=600', 'reg_sendregister=1', '[auth_info_0]', 'username=alice', 'passwd=guess', 'realm=atlanta.example.com', 'domain=atlanta.example.com'], script: [[6000, 'quit']] } },
    ],
    atMostMs: 20_000,
  },
  {
    name: 'answered-freeswitch-log', group: 'healthy', fault: 'Nothing is wrong: a call that the callee ends after six seconds, with Q.850 cause 16', format: 'freeswitch', at: 'bob',
    expected: clear(['bye-q850'], ['bye-no-reason-immediate', 'bye-481']),
    parties: answered({ rtp: 0, ending: { bob: [wait(6000), send('BYE', { headers: ['Reason: Q.850;cause=16;text="NORMAL_CLEARING"'] }), recv(200)], alice: [expect('BYE'), reply(200, 'OK', { contact: null })] } }),
  },
];
