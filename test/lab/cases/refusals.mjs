import { found, refused } from '../calls.mjs';

const q850 = (cause, text) => `Reason: Q.850;cause=${cause};text="${text}"`;

// A scenario reads as a ladder, one party a line.
// prettier-ignore
export const cases = [
  {
    name: 'number-unknown-404', group: 'routing', fault: 'The number is assigned to nobody: 404 with Q.850 cause 1', format: 'pcapng', at: 'alice',
    expected: found('404-number', { also: ['bye-q850', 'q850-by-class'], never: ['reg-404', 'callee-480'], atFault: ['caller', 'depends'] }),
    parties: refused(404, 'Not Found', { headers: [q850(1, 'Unallocated (unassigned) number')] }),
  },
  {
    name: 'not-registered-480', group: 'busy', fault: 'The phone of the callee is switched off: the PBX answers 480 at once', format: 'asterisk-pjsip', at: 'bob',
    expected: found(['callee-480', 'asterisk-pbx-unavailable'], { never: ['486-busy', '404-number', 'no-money'], atFault: ['callee', 'depends'] }),
    parties: refused(480, 'Temporarily Unavailable', { agent: 'Asterisk PBX 20.5.0' }),
  },
  {
    name: 'too-few-digits-484', group: 'routing', fault: 'Too few digits were dialled: 484', format: 'tcpdump-A', at: 'alice',
    expected: found('484-address-incomplete', { also: ['480-truncated-number'], never: ['404-number'], atFault: ['caller'] }),
    parties: refused(484, 'Address Incomplete', { invite: { uri: 'sip:0170555@biloxi.example.com' } }),
  },
  {
    name: 'busy-486', group: 'busy', fault: 'The callee is on the phone already: 486 without ringing', format: 'ngrep', at: 'alice',
    expected: found('486-busy', { also: ['bye-q850'], never: ['callee-480', '603-decline-human', 'channel-limit'], atFault: ['callee'] }),
    parties: refused(486, 'Busy Here', { headers: [q850(17, 'User busy')] }),
  },
  {
    name: 'declined-by-hand-603', group: 'busy', fault: 'The callee presses reject after four seconds of ringing: 603', format: 'pcap', at: 'bob',
    expected: found('603-decline-human', { also: ['6xx-stops-forking'], never: ['603-plus', '486-busy', '607-608'], atFault: ['callee'] }),
    parties: refused(603, 'Decline', { ringMs: 4000 }),
  },
  {
    name: 'overloaded-503-retry-after', group: 'overload', fault: 'The gateway is overloaded: 503 with Retry-After 120', format: 'freeswitch', at: 'alice',
    expected: found('503-retry-after', { also: ['cps-limit'], never: ['503-local', 'dns-srv-nxdomain'], atFault: ['callee', 'server', 'depends'] }),
    parties: refused(503, 'Service Unavailable', { headers: ['Retry-After: 120'] }),
  },
  {
    name: 'number-withdrawn-410', group: 'routing', fault: 'The number was changed: 410 with Q.850 cause 22', format: 'cisco', at: 'alice',
    expected: found('410-gone', { also: ['bye-q850'], never: ['404-number'], atFault: ['callee', 'caller', 'depends'] }),
    parties: refused(410, 'Gone', { headers: [q850(22, 'Number changed')] }),
  },
  {
    name: 'no-balance-402', group: 'auth', fault: 'The prepaid balance is used up: 402', format: 'sipp-messages', at: 'alice',
    expected: found('no-money', { also: ['auth-403-invite'], never: ['reg-wrong-password', 'auth-407-loop'], atFault: ['caller', 'depends'] }),
    parties: refused(402, 'Payment Required', { alice: { log: true } }),
  },
  {
    name: 'no-route-404-cause-3', group: 'routing', fault: 'The carrier has no route for this prefix: 404 "No Route"', format: 'tshark-V', at: 'alice',
    expected: found(['prefix-not-allowed'], { also: ['404-number', 'bye-q850', 'q850-by-class'], never: ['reg-404', 'callee-480', '410-gone'], atFault: ['server', 'caller', 'depends'] }),
    parties: refused(404, 'No Route', { headers: [q850(3, 'No route to destination')], invite: { uri: 'sip:+8835100123@biloxi.example.com' } }),
  },
  {
    name: 'gateway-timeout-504', group: 'timeouts', fault: 'The server waited in vain for its own next hop: 504 after six seconds', format: 'pcap', at: 'alice',
    expected: found('504-downstream', { never: ['invite-no-answer-udp', 'callee-408'], atFault: ['server', 'network', 'depends'] }),
    parties: refused(504, 'Server Time-out', { ringMs: 6000 }),
  },
  {
    name: 'anonymous-433', group: 'auth', fault: 'The caller hides the number and the callee takes no such calls: 433', format: 'asterisk-chan-sip', at: 'alice',
    expected: found('auth-anon-call', { never: ['auth-403-invite', '603-decline-human'], atFault: ['caller'] }),
    parties: refused(433, 'Anonymity Disallowed', { invite: { fromUri: 'sip:anonymous@anonymous.invalid', from: '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=anon1', headers: ['Privacy: id'] } }),
  },
  {
    name: 'channels-in-use-480', group: 'overload', fault: 'All channels of the account are in use: 480 "Call Limit Reached"', format: 'pcapng', at: 'alice',
    expected: found('channel-limit', { also: ['callee-480', 'cps-limit'], never: ['603-decline-human', 'no-money', 'asterisk-pbx-unavailable'], atFault: ['caller', 'server', 'callee', 'depends'] }),
    parties: refused(480, 'Call Limit Reached'),
  },
  {
    name: 'unwanted-607', group: 'busy', fault: 'The callee has marked the caller as spam: 607', format: 'sip-bare', at: 'alice',
    expected: found('607-608', { also: ['6xx-stops-forking'], never: ['603-decline-human', '603-plus'], atFault: ['caller', 'callee', 'depends'] }),
    parties: refused(607, 'Unwanted'),
  },
  {
    name: 'blocked-by-analytics-603', group: 'stir', fault: 'An analytics engine of the carrier blocks the call: 603 Network Blocked', format: 'pcap', at: 'alice',
    expected: found('603-plus', { also: ['bye-q850', '6xx-stops-forking'], never: ['603-decline-human', '486-busy'], atFault: ['caller', 'server', 'network', 'depends'] }),
    parties: refused(603, 'Network Blocked', { headers: ['Reason: Q.850;cause=21;text="v=analytics1;url=https://redress.example.com;location=LN"'] }),
  },
  {
    name: 'identity-invalid-438', group: 'stir', fault: 'The caller number was rewritten after signing: 438', format: 'pcap', at: 'alice',
    expected: found('stir-438', { also: ['clock-date'], never: ['603-plus', 'stir-437'], atFault: ['caller', 'server', 'network', 'depends'] }),
    parties: refused(438, 'Invalid Identity Header', { invite: { headers: ['Identity: eyJhbGciOiJFUzI1NiJ9.eyJhdHRlc3QiOiJBIn0.c2lnbmF0dXJl;info=<https://cert.example.com/a.pem>;alg=ES256;ppt=shaken'] } }),
  },
  {
    name: 'certificate-unsupported-437', group: 'stir', fault: 'The verifier does not trust the certificate of the signer: 437', format: 'ngrep', at: 'alice',
    expected: found('stir-437', { never: ['stir-438', 'clock-date'], atFault: ['caller', 'server', 'depends'] }),
    parties: refused(437, 'Unsupported Credential', { invite: { headers: ['Identity: eyJhbGciOiJFUzI1NiJ9.eyJhdHRlc3QiOiJCIn0.c2lnbmF0dXJl;info=<https://cert.example.com/b.pem>;alg=ES256;ppt=shaken'] } }),
  },
  {
    name: 'stale-date-403', group: 'stir', fault: 'The clock of the signer is an hour slow: 403 Stale Date', format: 'sngrep', at: 'alice',
    expected: found('clock-date', { also: ['stir-438'], never: ['auth-403-invite', 'reg-403-no-challenge'], atFault: ['caller', 'server', 'depends'] }),
    parties: refused(403, 'Stale Date', { invite: { headers: ['Date: Thu, 26 Nov 2026 19:00:00 GMT', 'Identity: eyJhbGciOiJFUzI1NiJ9.eyJhdHRlc3QiOiJBIn0.c2lnbmF0dXJl;info=<https://cert.example.com/a.pem>;alg=ES256;ppt=shaken'] } }),
  },
  {
    name: 'bad-contact-400', group: 'malformed', fault: 'The Contact of the caller has no closing bracket: 400 Bad Contact Header', format: 'ngrep', at: 'bob',
    expected: found('bad-header', { also: ['sip-alg'], never: ['content-length-mismatch', '404-number'], atFault: ['caller', 'network'] }),
    parties: refused(400, 'Bad Contact Header', { invite: { contact: '<sip:alice@[local_ip]:[local_port]' } }),
  },
  {
    name: 'extension-unsupported-420', group: 'in-dialog', fault: 'The caller requires "precondition", which the callee does not know: 420', format: 'pcap', at: 'alice',
    expected: found('420-require', { never: ['421-extension', '488-no-codec'], atFault: ['caller', 'depends'] }),
    parties: refused(420, 'Bad Extension', { headers: ['Unsupported: precondition'], invite: { headers: ['Require: precondition', 'Supported: 100rel, precondition'] } }),
  },
  {
    name: 'extension-demanded-421', group: 'in-dialog', fault: 'The callee insists on 100rel, the caller does not support it: 421', format: 'freeswitch', at: 'bob',
    expected: found('421-extension', { never: ['420-require'], atFault: ['caller', 'depends'] }),
    parties: refused(421, 'Extension Required', { headers: ['Require: 100rel'] }),
  },
  {
    name: 'session-interval-422', group: 'timers', fault: 'Session-Expires 90 is below the Min-SE 600 of the callee, and the caller gives up: 422', format: 'pcap', at: 'alice',
    expected: found('422-timer', { never: ['drop-session-timer', 'reg-423'], atFault: ['caller', 'depends'] }),
    parties: refused(422, 'Session Interval Too Small', { headers: ['Min-SE: 600'], invite: { headers: ['Supported: timer', 'Session-Expires: 90', 'Min-SE: 90'] } }),
  },
  {
    name: 'redirect-not-followed-302', group: 'routing', fault: 'The callee is forwarded to Carol (302), and the caller does not follow', format: 'pcap', at: 'alice',
    expected: found('300-redirect-not-followed', { never: ['404-number', 'callee-480'], atFault: ['caller'] }),
    parties: refused(302, 'Moved Temporarily', { answer: { contact: '<sip:carol@203.0.113.40>' } }), lingerMs: 34_000,
  },
  {
    name: 'secure-transport-403', group: 'transport', fault: 'The trunk takes calls over TLS only, the PBX calls over UDP: 403 Secure Transport Required', format: 'cisco', at: 'alice',
    expected: found('tls-required', { also: ['auth-403-invite'], never: ['reg-403-no-challenge', 'no-money', '488-srtp-required'], atFault: ['caller'] }),
    parties: refused(403, 'Secure Transport Required'),
  },
  {
    name: 'body-unsupported-415', group: 'sdp', fault: 'The caller sends a multipart body that the gateway cannot read: 415', format: 'tcpdump-A', at: 'alice',
    expected: found('415-body', { never: ['488-no-codec', '488-t38'], atFault: ['caller', 'callee', 'depends'] }),
    parties: refused(415, 'Unsupported Media Type', {
      headers: ['Accept: application/sdp'],
      invite: { type: 'multipart/mixed;boundary=b1', sdp: ['--b1', 'Content-Type: application/sdp', '', 'v=0', 'o=- 1 1 IN IP4 192.0.2.10', 's=-', 'c=IN IP4 192.0.2.10', 't=0 0', 'm=audio 40000 RTP/AVP 0', 'a=rtpmap:0 PCMU/8000', '--b1', 'Content-Type: application/isup;version=itu-t92+', 'Content-Disposition: signal;handling=required', '', '0109110010', '--b1--'] },
    }),
  },
  {
    name: 'unassigned-cause-500', group: 'routing', fault: 'The gateway gives Q.850 cause 48, which no table assigns: 500', format: 'pcap', at: 'alice',
    expected: found('q850-by-class', { also: ['bye-q850', 'call-rejected', '503-local'], never: ['500-retry-after', 'cseq-order', '404-number'], atFault: ['server', 'callee', 'network', 'depends'] }),
    parties: refused(500, 'Server Internal Error', { headers: ['Reason: Q.850;cause=48'] }),
  },
  {
    name: 'domain-wrong-403', group: 'auth', fault: 'The PBX calls with its address in From where the carrier matches its own domain: 403 "Invalid From domain"', format: 'pcap', at: 'alice',
    expected: found('wrong-from-domain', { also: ['auth-403-invite'], never: ['no-money', 'reg-403-no-challenge'], atFault: ['caller'] }),
    parties: refused(403, 'Invalid From Domain', { invite: { fromUri: 'sip:alice@192.0.2.10' } }),
  },
];
