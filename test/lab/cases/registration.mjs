import { asked, clear, found } from '../calls.mjs';
import { expect, label, recv, reply, send, wait } from '../sipp.mjs';

const WRONG = '[authentication username=alice password=guess]';
const RIGHT = '[authentication username=alice password=secret-of-alice]';
const expires = (seconds) => [`Expires: ${seconds}`];
const register = (headers = [], options = {}) =>
  send('REGISTER', { headers: [...expires(600), ...headers], ...options });
const registrar = (route, options = {}) => ({
  host: 'proxy',
  kamailio: { route: `if (is_method("REGISTER")) { ${route} }\nsl_send_reply("404", "Not here");`, ...options },
});
const phone = (steps, options = {}) => ({ host: 'alice', via: 'proxy', steps, ...options });
const challenge = (nonce, more = '') => ({
  headers: [`WWW-Authenticate: Digest realm="atlanta.example.com", nonce="${nonce}"${more}, algorithm=MD5, qop="auth"`],
});
const credentials = ({ user = 'alice', realm = 'atlanta.example.com', nonce }) =>
  `Authorization: Digest username="${user}", realm="${realm}", nonce="${nonce}", uri="sip:atlanta.example.com", response="6629fae49393a05397450978507c4ef1", algorithm=MD5, qop=auth, nc=00000001, cnonce="0a4f113b"`;

/** Both ends by SIPp: the registrar plays `answers`. */
const played = (answers, asks) => [
  { host: 'proxy', steps: answers },
  { host: 'alice', via: 'proxy', steps: asks },
];

// A scenario reads as a ladder, one party a line.
// prettier-ignore
export const cases = [
  {
    name: 'password-wrong-401', group: 'registration', fault: 'The phone has a wrong password: the registrar challenges again', format: 'pcap', at: 'alice',
    expected: found('reg-wrong-password', { never: ['reg-normal-challenge', 'reg-stale-loop', 'reg-no-second-request', 'reg-nonce-differs'], atFault: ['caller', 'depends'] }),
    parties: [registrar('route(REGISTER_AUTH); save("location"); exit;'), phone([register(), recv(401, { auth: true }), register([WRONG]), recv(401)])],
  },
  {
    name: 'password-wrong-403', group: 'registration', fault: 'The phone has a wrong password: 403 Wrong Password after the credentials', format: 'asterisk-pjsip', at: 'proxy',
    expected: found('reg-wrong-password', { never: ['reg-403-no-challenge', 'reg-normal-challenge'], atFault: ['caller', 'depends'] }),
    parties: [registrar('if ($hdr(Authorization) != $null && !pv_www_authenticate("atlanta.example.com", "secret-of-alice", "0")) { sl_send_reply("403", "Wrong Password"); exit; } route(REGISTER_AUTH);'), phone([register(), recv(401, { auth: true }), register([WRONG]), recv(403)])],
  },
  {
    name: 'challenge-unanswered', group: 'registration', fault: 'The phone has no password for this realm: it asks three times and never answers the challenge', format: 'pcapng', at: 'alice',
    expected: found('reg-no-second-request', { never: ['reg-wrong-password', 'reg-normal-challenge', 'reg-no-answer'], atFault: ['caller', 'network', 'depends'] }),
    parties: [registrar('route(REGISTER_AUTH); save("location"); exit;'), phone([register(), recv(401), wait(12_000), register(), recv(401), wait(12_000), register(), recv(401)])],
    lingerMs: 34_000,
  },
  {
    name: 'registrar-silent', group: 'registration', fault: 'A firewall drops every REGISTER: no answer within 32 s', format: 'sll', at: 'alice',
    expected: found('reg-no-answer', { never: ['reg-wrong-password', 'reg-403-no-challenge'], atFault: ['server', 'network', 'depends'] }),
    network: { router: ['iptables -A FORWARD -p udp --dport 5060 -j DROP'] }, silent: ['proxy'],
    parties: [phone([register([], { retransmit: true }), recv(200, { timeoutMs: 36_000, onTimeout: 1 }), label(1), wait(100)])],
  },
  {
    name: 'account-unknown-404', group: 'registration', fault: 'The registrar knows no such account: 404', format: 'ngrep', at: 'alice',
    expected: found('reg-404', { never: ['404-number', 'reg-wrong-password'], atFault: ['caller', 'depends'] }),
    parties: [registrar('sl_send_reply("404", "User Not Found"); exit;'), phone([register(), recv(404)])],
  },
  {
    name: 'address-not-allowed-403', group: 'registration', fault: 'The address of the phone is not allowed: 403 without a challenge', format: 'sipp-messages', at: 'alice',
    expected: found('reg-403-no-challenge', { never: ['reg-wrong-password', 'auth-403-invite'], atFault: ['server', 'caller', 'depends'] }),
    parties: [registrar('if ($si == "192.0.2.10") { sl_send_reply("403", "Forbidden"); exit; }'), phone([register(), recv(403)], { log: true })],
  },
  {
    name: 'interval-too-brief-423', group: 'registration', fault: 'The phone asks for 30 s, the registrar wants 300: 423, and the phone repeats the same', format: 'tshark-V', at: 'alice',
    expected: found('reg-423', { never: ['reg-wrong-password', 'reg-403-no-challenge'], atFault: ['caller', 'depends'] }),
    parties: played(
      [expect('REGISTER'), reply(423, 'Interval Too Brief', { headers: ['Min-Expires: 300'], contact: null }), expect('REGISTER', { fresh: true }), reply(423, 'Interval Too Brief', { headers: ['Min-Expires: 300'] })],
      [send('REGISTER', { headers: expires(30) }), recv(423), wait(2000), send('REGISTER', { headers: expires(30) }), recv(423)],
    ),
  },
  {
    name: 'nonce-stale-for-ever', group: 'registration', fault: 'A load balancer spreads one phone over registrars that do not share nonces: stale=true again and again', format: 'pcap', at: 'alice',
    expected: found('reg-stale-loop', { also: ['reg-stale-nonce'], never: ['reg-wrong-password', 'reg-normal-challenge'], atFault: ['server', 'depends'] }),
    parties: played(
      ['n1', 'n2', 'n3', 'n4', 'n5'].flatMap((nonce, index) => [expect('REGISTER', { fresh: true }), reply(401, 'Unauthorized', challenge(`${nonce}-6f2a`, index === 0 ? '' : ', stale=true'))]),
      [register(), recv(401, { auth: true }), ...[1, 2, 3, 4].flatMap((turn) => [register([RIGHT]), recv(401, { auth: turn < 4 })])],
    ),
  },
  {
    name: 'nonce-expired-once', group: 'healthy', fault: 'Nothing is wrong: the nonce of the phone has expired at its second registration, the registrar says stale=true, the next attempt is accepted', format: 'pcap', at: 'alice',
    expected: clear(['reg-stale-nonce', 'reg-normal-challenge'], ['reg-stale-loop', 'reg-wrong-password', 'reg-nonce-differs']),
    parties: [
      registrar('route(REGISTER_AUTH); save("location"); exit;', { timers: { nonce: 4 } }),
      phone([register(), recv(401, { auth: true }), register([RIGHT]), recv(200, { auth: true }), wait(7000), register([RIGHT]), recv(401, { auth: true }), register([RIGHT]), recv(200)]),
    ],
  },
  {
    name: 'nonce-not-the-one-issued', group: 'registration', fault: 'The phone answers the challenge with the nonce of another server: 401 again', format: 'ngrep', at: 'alice',
    expected: found('reg-nonce-differs', { also: ['reg-wrong-password'], never: ['reg-normal-challenge', 'reg-stale-loop'], atFault: ['caller', 'network', 'depends'] }),
    parties: played(
      [expect('REGISTER'), reply(401, 'Unauthorized', challenge('51aa09b7')), expect('REGISTER', { fresh: true }), reply(401, 'Unauthorized', challenge('51aa09c8'))],
      [register(), recv(401), register([credentials({ nonce: '0f00d111' })]), recv(401)],
    ),
  },
  {
    name: 'realm-of-the-phone-differs', group: 'registration', fault: 'The phone has a fixed realm that is not the one of the challenge: 403', format: 'asterisk-chan-sip', at: 'proxy',
    expected: found('reg-realm-mismatch', { also: ['reg-wrong-password'], never: ['reg-normal-challenge', 'reg-403-no-challenge'], atFault: ['caller'] }),
    parties: played(
      [expect('REGISTER'), reply(401, 'Unauthorized', challenge('7c1e44d0')), expect('REGISTER', { fresh: true }), reply(403, 'Forbidden')],
      [register(), recv(401), register([credentials({ nonce: '7c1e44d0', realm: 'asterisk' })]), recv(403)],
    ),
  },
  {
    name: 'login-is-not-the-number-403', group: 'registration', fault: 'The digest user is another one than the address of record: 403', format: 'freeswitch', at: 'proxy',
    expected: found(['reg-authuser-mismatch', 'reg-wrong-password'], { never: ['reg-403-no-challenge', 'reg-normal-challenge'], atFault: ['caller', 'depends'] }),
    parties: played(
      [expect('REGISTER'), reply(401, 'Unauthorized', challenge('3b9d10aa')), expect('REGISTER', { fresh: true }), reply(403, 'Forbidden auth ID')],
      [register(), recv(401), register([credentials({ nonce: '3b9d10aa', user: 'alice-mobile' })]), recv(403)],
    ),
  },
  {
    name: 'too-many-contacts-503', group: 'registration', fault: 'The account may have one contact, and another phone holds it: 503 "Too many registered contacts"', format: 'pcap', at: 'proxy',
    expected: found('reg-too-many', { also: ['reg-normal-challenge', 'registration-rejected', '503-retry-after'], never: ['reg-wrong-password', '503-local'], atFault: ['server', 'caller', 'depends'] }),
    parties: [
      registrar('save("location"); exit;', { parameters: ['"registrar", "max_contacts", 1'] }),
      phone([register(), recv(200)], { waitMs: 1500 }),
      phone([register(), recv(503)], { label: '-second', localPort: 5062 }),
    ],
  },
  {
    name: 'certificate-refused', group: 'transport', fault: 'The client does not trust the self-signed certificate of the server: the TLS handshake ends with an alert', format: 'tcp', at: 'alice',
    expected: found('reg-tls-cert', { also: ['tls-required'], never: ['reg-no-answer', 'reg-wrong-password'], atFault: ['server', 'caller', 'depends'] }),
    parties: [registrar('save("location"); exit;', { tls: true, modules: [] }), { host: 'alice', command: ['openssl', 's_client', '-connect', '198.51.100.20:5061', '-verify_return_error', '-verify', '1', '-tls1_2'] }],
    filter: 'tcp',
  },
  {
    name: 'registered-after-challenge', group: 'healthy', fault: 'Nothing is wrong: 401, credentials, 200', format: 'sll2', at: 'proxy',
    expected: clear(['reg-normal-challenge'], ['reg-wrong-password', 'reg-no-second-request', 'reg-nonce-differs']),
    parties: [registrar('route(REGISTER_AUTH); save("location"); exit;'), phone([register(), recv(401, { auth: true }), register([RIGHT]), recv(200)])],
  },
  {
    name: 'publish-after-restart-412', group: 'in-dialog', fault: 'The presence server was restarted and does not know the entity tag: 412', format: 'pcap', at: 'alice',
    expected: found('412-publish', { never: ['489-event', '481-midcall'], atFault: ['nobody', 'caller', 'server', 'depends'] }),
    parties: asked('PUBLISH', 412, 'Conditional Request Failed', { request: { headers: ['Event: presence', 'SIP-If-Match: a7f3c2', 'Expires: 600'] } }),
  },
  {
    name: 'event-unknown-489', group: 'in-dialog', fault: 'The phone subscribes to the event "call-info", which the PBX does not know: 489', format: 'ngrep', at: 'alice',
    expected: found('489-event', { never: ['412-publish', '421-extension'], atFault: ['callee', 'caller', 'server', 'depends'] }),
    parties: asked('SUBSCRIBE', 489, 'Bad Event', { request: { headers: ['Event: call-info', 'Expires: 3600'] }, answer: { headers: ['Allow-Events: message-summary, dialog'] } }),
  },
  {
    name: 'mailbox-missing-404', group: 'in-dialog', fault: 'The phone subscribes to message-summary, and no mailbox is set for it: 404', format: 'asterisk-pjsip', at: 'bob',
    expected: found('mwi-no-mailbox', { also: ['404-number'], never: ['reg-404', '489-event'], atFault: ['server', 'callee', 'depends'] }),
    parties: asked('SUBSCRIBE', 404, 'Not Found', { request: { headers: ['Event: message-summary', 'Accept: application/simple-message-summary', 'Expires: 3600'] }, agent: 'Asterisk PBX 20.5.0' }),
  },
];
