import { answered, clear, found, PHONE, SMALL } from '../calls.mjs';
import { CALL } from '../kamailio.mjs';
import { expect, recv, reply, send, wait } from '../sipp.mjs';

const proxy = (route, options = {}) => ({ host: 'proxy', kamailio: { route, ...options } });
const TO_BOB = '$du = "sip:203.0.113.30:5060"; if (!t_relay()) sl_reply_error();';
const auth = (password) => `[authentication username=alice password=${password}]`;
/** The call of `answered`, by way of the proxy. */
const through = (route, options = {}, kamailio = {}) => {
  const [bob, alice] = answered(options);
  return [bob, proxy(route, kamailio), { ...alice, via: 'proxy' }];
};
const cancelled = () => [
  expect('INVITE'),
  reply(180, 'Ringing'),
  expect('CANCEL'),
  reply(200, 'OK', { contact: null }),
  reply(487, 'Request Terminated', { of: 'INVITE' }),
  expect('ACK'),
];

// A scenario reads as a ladder, one party a line.
// prettier-ignore
export const cases = [
  {
    name: 'call-challenged-once', group: 'healthy', fault: 'Nothing is wrong: the INVITE is challenged once with 407, then the call goes through', format: 'pcapng', at: 'proxy',
    expected: clear(['reg-normal-challenge'], ['auth-407-loop', 'auth-403-invite', 'record-route-missing']),
    parties: (() => {
      const [bob, alice] = answered({ rtp: 0 });
      const [invite, ...rest] = alice.steps;
      return [bob, proxy(`${CALL} route(CALL_AUTH); ${TO_BOB}`), { ...alice, via: 'proxy', steps: [invite, recv(407, { auth: true, optional: false }), send('ACK', { failed: true }), { ...invite, headers: [auth('secret-of-alice')] }, ...rest] }];
    })(),
  },
  {
    name: 'password-wrong-407', group: 'auth', fault: 'The caller has a wrong password: 407 again after each attempt', format: 'kamailio-sipdump', at: 'proxy',
    expected: found(['auth-407-loop', 'reg-wrong-password'], { never: ['reg-normal-challenge', 'auth-403-invite'], atFault: ['caller', 'depends'] }),
    parties: [
      proxy(`${CALL} route(CALL_AUTH); ${TO_BOB}`, { dump: true }),
      { host: 'alice', via: 'proxy', steps: [0, 1, 2].flatMap((turn) => [send('INVITE', { sdp: PHONE(), ...(turn === 0 ? {} : { headers: [auth('guess')] }) }), recv(407, { auth: turn < 2, optional: false }), send('ACK', { failed: true }), wait(300)]) },
    ],
    logOf: 'proxy',
  },
  {
    name: 'destination-barred-403', group: 'auth', fault: 'The password is right, but the account may not call abroad: 403 after the credentials', format: 'tcpdump-A', at: 'alice',
    expected: found('auth-403-invite', { also: ['prefix-not-allowed'], never: ['reg-wrong-password', 'auth-407-loop', 'reg-403-no-challenge'], atFault: ['caller', 'server', 'depends'] }),
    parties: [
      proxy(`${CALL} route(CALL_AUTH); sl_send_reply("403", "Forbidden");`),
      { host: 'alice', via: 'proxy', steps: [send('INVITE', { sdp: PHONE(), uri: 'sip:00447700900123@biloxi.example.com' }), recv(407, { auth: true, optional: false }), send('ACK', { failed: true }), send('INVITE', { sdp: PHONE(), uri: 'sip:00447700900123@biloxi.example.com', headers: [auth('secret-of-alice')] }), recv(403), send('ACK', { failed: true })] },
    ],
  },
  {
    name: 'callee-offline-408', group: 'timeouts', fault: 'The phone of the callee is unplugged: the proxy says 100, calls in vain and answers 408', format: 'pcap', at: 'alice', silent: ['bob'],
    expected: found(['callee-408', 'invite-100-then-timeout'], { also: ['asterisk-pbx-unavailable'], never: ['486-busy', 'invite-no-answer-udp', 'ack-missing'], atFault: ['callee', 'network', 'server', 'depends'] }),
    network: { router: ['iptables -A FORWARD -d 203.0.113.30 -j DROP'] },
    parties: [proxy(`${CALL} ${TO_BOB}`, { timers: { final: 8000 } }), { host: 'alice', via: 'proxy', steps: [send('INVITE', { sdp: PHONE() }), recv(100), recv(408), send('ACK', { failed: true })] }],
  },
  {
    name: 'callee-offline-both-hops', group: 'timeouts', fault: 'The phone of the callee does not answer the proxy: seven INVITEs on the second hop, 408 to the caller', format: 'tshark-summary', at: 'proxy', silent: ['bob'],
    expected: found(['callee-408', 'invite-no-answer-udp', 'invite-100-then-timeout'], { also: ['asterisk-pbx-unavailable'], never: ['486-busy', 'ack-missing'], atFault: ['callee', 'network', 'server', 'depends'] }),
    network: { router: ['iptables -A FORWARD -d 203.0.113.30 -j DROP'] },
    parties: [proxy(`${CALL} ${TO_BOB}`, { timers: { final: 33_000 } }), { host: 'alice', via: 'proxy', steps: [send('INVITE', { sdp: PHONE() }), recv(100), recv(408), send('ACK', { failed: true })] }],
  },
  {
    name: 'routing-loop-483', group: 'routing', fault: 'Two proxies send the call to each other until Max-Forwards is used up: 483', format: 'pcap', at: 'proxy',
    expected: found(['loop-483', 'loop-482'], { never: ['404-number', 'invite-no-answer-udp'], atFault: ['server'] }),
    parties: [
      { host: 'media', kamailio: { route: 'route(MAXFWD); $du = "sip:198.51.100.20:5060"; t_relay();', aliases: [] } },
      proxy('route(MAXFWD); if (is_method("ACK")) { t_relay(); exit; } $du = "sip:198.51.100.60:5060"; t_relay();', { aliases: [] }),
      { host: 'alice', via: 'proxy', steps: [send('INVITE', { sdp: PHONE(), maxForwards: 9 }), recv(100), recv(483), send('ACK', { failed: true })] },
    ],
  },
  {
    name: 'next-hop-unresolvable-478', group: 'routing', fault: 'The next hop is a host name that does not resolve: Kamailio answers 478', format: 'ngrep', at: 'alice',
    expected: found('dns-srv-nxdomain', { also: ['503-local', '477-send-failed'], never: ['404-number', 'invite-no-answer-udp'], atFault: ['server', 'network', 'caller', 'depends'] }),
    parties: [proxy(`${CALL} $du = "sip:gateway.invalid"; if (!t_relay()) sl_reply_error();`), { host: 'alice', via: 'proxy', steps: [send('INVITE', { sdp: PHONE() }), recv(100), recv(478), send('ACK', { failed: true })] }],
  },
  {
    name: 'send-failed-477', group: 'transport', fault: 'The proxy should reach the callee over TCP, where nobody listens: 477', format: 'pcap', at: 'proxy', silent: ['bob'],
    expected: found(['477-send-failed', 'tcp-udp-switch'], { also: ['503-local'], never: ['dns-srv-nxdomain', '404-number'], atFault: ['callee', 'server', 'network', 'depends'] }),
    parties: [proxy(`${CALL} $du = "sip:203.0.113.30:5060;transport=tcp"; if (!t_relay()) sl_reply_error();`, { timers: { final: 6000 } }), { host: 'alice', via: 'proxy', steps: [send('INVITE', { sdp: PHONE() }), recv(100), recv(477), send('ACK', { failed: true })] }],
  },
  {
    name: 'banned-by-pike', group: 'overload', fault: 'Forty requests in two seconds: the pike module of Kamailio blocks the address', format: 'kamailio', at: 'proxy',
    expected: found('pike-banned', { also: ['scanner', 'cps-limit'], never: ['reg-no-answer'], atFault: ['caller', 'server', 'depends'] }),
    parties: [
      proxy('if (!pike_check_req()) { exit; } sl_send_reply("200", "OK");', { modules: ['pike'], parameters: ['"pike", "sampling_time_unit", 2', '"pike", "reqs_density_per_unit", 10'] }),
      { host: 'alice', via: 'proxy', calls: 40, rate: 20, steps: [send('OPTIONS', { retransmit: false }), wait(200)] },
    ],
    logOf: 'proxy',
  },
  {
    name: 'answered-on-another-phone', group: 'healthy', fault: 'Nothing is wrong: the call rings on two phones and is answered on the other one', format: 'pcap', at: 'carol',
    expected: clear(['487-answered-elsewhere'], ['487-caller-cancel', '487-ring-timeout', 'callee-480']),
    parties: (() => {
      const [bob, alice] = answered({ rtp: 0, ringMs: 2500 });
      return [bob, { host: 'carol', steps: cancelled() }, proxy(`${CALL} if (is_method("INVITE")) { append_branch("sip:carol@203.0.113.40:5060"); } ${TO_BOB}`), { ...alice, via: 'proxy' }];
    })(),
  },
  {
    name: 'declined-on-one-phone-ends-all', group: 'forking', fault: 'The call rings on two phones; one sends 603, and the proxy cancels the other', format: 'sngrep', at: 'proxy',
    expected: found(['6xx-stops-forking', '603-decline-human'], { also: ['487-caller-cancel'], never: ['487-answered-elsewhere', 'callee-480', '487-ring-timeout'], atFault: ['callee'] }),
    parties: [
      { host: 'bob', steps: [expect('INVITE'), reply(180, 'Ringing'), wait(2500), reply(603, 'Decline'), expect('ACK')] },
      { host: 'carol', steps: cancelled() },
      proxy(`${CALL} if (is_method("INVITE")) { append_branch("sip:carol@203.0.113.40:5060"); } ${TO_BOB}`),
      { host: 'alice', via: 'proxy', steps: [send('INVITE', { sdp: PHONE() }), recv(100), recv(180), recv(180), recv(603), send('ACK', { failed: true })] },
    ],
  },
  {
    name: 'two-phones-answer', group: 'forking', fault: 'A forking proxy (played by SIPp) passes on the 200 of two phones; the caller acknowledges only the first, the other one is repeated', format: 'pcap', at: 'alice',
    expected: found('multiple-200', { also: ['ack-missing', 'drop-32s', 'bye-no-reason-immediate'], never: ['487-answered-elsewhere', 'no-sdp-answer'], atFault: ['caller', 'server', 'depends'] }),
    parties: (() => {
      const first = { toValue: '"Bob" <sip:bob@biloxi.example.com>;tag=b0b01' };
      const second = reply(200, 'OK', { of: 'INVITE', sdp: SMALL(), tag: 'c4r01', contact: '<sip:carol@203.0.113.40:5060>' });
      return [
        {
          host: 'bob', repeats: false,
          steps: [expect('INVITE'), reply(180, 'Ringing', { tag: 'b0b01' }), reply(180, 'Ringing', { tag: 'c4r01', contact: '<sip:carol@203.0.113.40:5060>' }), wait(1500), reply(200, 'OK', { sdp: SMALL(), tag: 'b0b01' }), expect('ACK'), second, ...[500, 1000, 2000].flatMap((ms) => [wait(ms), second]), expect('BYE'), reply(200, 'OK')],
        },
        { host: 'alice', repeats: false, steps: [send('INVITE', { sdp: SMALL() }), recv(100), recv(180), recv(180), recv(200), send('ACK', first), wait(6000), send('BYE', first), recv(200)] },
      ];
    })(),
  },
  {
    name: 'bye-not-routed-404', group: 'in-dialog', fault: 'The proxy sets no Record-Route, and the caller sends the BYE through it all the same: 404 Not here', format: 'pcap', at: 'proxy',
    expected: found('record-route-missing', { also: ['bye-481', 'request-rejected'], never: ['404-number', 'ack-missing'], atFault: ['server', 'caller', 'depends'] }),
    parties: [
      { host: 'bob', steps: [expect('INVITE'), reply(180, 'Ringing'), wait(1000), reply(200, 'OK', { sdp: SMALL(), retransmit: true }), expect('ACK'), wait(3500)] },
      proxy(`route(MAXFWD); route(CANCEL); route(DIALOG); ${TO_BOB}`),
      { host: 'alice', via: 'proxy', steps: [send('INVITE', { sdp: SMALL() }), recv(100), recv(180), recv(200), send('ACK'), wait(2500), send('BYE'), recv(404)] },
    ],
  },
  {
    name: 'call-rate-exceeded-503', group: 'overload', fault: 'The account may place three calls a second; five more are refused: 503 "CPS limit exceeded"', format: 'pcap', at: 'alice',
    expected: found('cps-limit', { also: ['486-busy', 'channel-limit', '503-retry-after'], never: ['503-local', 'dns-srv-nxdomain', 'no-money'], atFault: ['caller', 'server', 'callee', 'depends'] }),
    parties: [
      { host: 'bob', calls: 3, steps: [expect('INVITE'), reply(486, 'Busy Here', { retransmit: true }), expect('ACK')] },
      proxy(`${CALL} if (is_method("INVITE")) { $shv(calls) = $shv(calls) + 1; if ($shv(calls) > 3) { sl_send_reply("503", "CPS limit exceeded"); exit; } } ${TO_BOB}`),
      { host: 'alice', via: 'proxy', calls: 8, rate: 10, steps: [send('INVITE', { sdp: PHONE() }), recv(100), recv(486, { optional: true }), recv(503), send('ACK', { failed: true })] },
    ],
  },
  {
    name: 'scanner-tries-extensions', group: 'scanner', fault: 'A scanner registers as 101, 102, 103 ... from one address', format: 'ngrep', at: 'proxy',
    expected: found('scanner', { also: ['reg-no-second-request', 'reg-wrong-password'], never: ['reg-no-answer', 'cps-limit'], atFault: ['caller', 'depends'] }),
    parties: [
      proxy('route(REGISTER_AUTH); exit;'),
      { host: 'alice', via: 'proxy', calls: 12, rate: 8, agent: 'friendly-scanner', steps: [send('REGISTER', { from: '"10[call_number]" <sip:10[call_number]@198.51.100.20>;tag=[call_number]x', toValue: '"10[call_number]" <sip:10[call_number]@198.51.100.20>', requestUri: 'sip:198.51.100.20' }), recv(401)] },
    ],
  },
  {
    name: 'call-through-proxy-router-view', group: 'healthy', fault: 'Nothing is wrong: a call through the proxy, seen on a router that shows each packet twice', format: 'sll', at: 'router', seenBy: 'proxy',
    expected: clear([], ['record-route-missing', 'loop-482', 'multiple-200']),
    parties: through(`${CALL} ${TO_BOB}`, { rtp: 0 }),
  },
  {
    name: 'incoming-finds-private-contact', group: 'nat', fault: 'The phone behind NAT registered its private address: the incoming call goes there and is lost', format: 'pcap', at: 'proxy',
    expected: found(['inbound-no-route-back', 'nat-via-received'], { also: ['callee-408', 'invite-no-answer-udp', 'invite-100-then-timeout'], never: ['reg-no-answer', '404-number'], atFault: ['caller', 'callee', 'network', 'server', 'depends'] }),
    network: { addresses: { alice: '192.168.1.20' }, router: ['iptables -t nat -A POSTROUTING -s 192.168.1.0/24 -j SNAT --to-source 192.0.2.99', 'iptables -A FORWARD -d 192.168.0.0/16 -m conntrack --ctstate NEW -j DROP'] },
    parties: [
      proxy(`${CALL} if (is_method("REGISTER")) { save("location"); exit; } if (!lookup("location")) { sl_send_reply("404", "Not Found"); exit; } if (!t_relay()) sl_reply_error();`, { timers: { final: 9000 } }),
      { host: 'alice', via: 'proxy', waitMs: 1500, steps: [send('REGISTER', { headers: ['Expires: 600'] }), recv(200)] },
      { host: 'bob', via: 'proxy', to: 'alice', steps: [send('INVITE', { sdp: PHONE() }), recv(100), recv(408), send('ACK', { failed: true })] },
    ],
  },
];
