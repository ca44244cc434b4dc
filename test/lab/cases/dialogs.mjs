import { answered, clear, found, PHONE, SMALL } from '../calls.mjs';
import { audio } from '../sdp.mjs';
import { expect, label, raw, recv, reply, send, wait } from '../sipp.mjs';

const hangUp = { alice: [wait(1500), send('BYE'), recv(200)], bob: [expect('BYE'), reply(200, 'OK')] };
const DROP_ACK = 'iptables -A FORWARD -p udp --dport 5060 -m string --algo bm --string "ACK sip:" -j DROP';
/** Bob repeats his 200 and gives up after 32 s. */
const noAck = (at, format) => ({
  format,
  at,
  network: { router: [DROP_ACK] },
  parties: [
    {
      host: 'bob',
      steps: [
        expect('INVITE'),
        reply(180, 'Ringing'),
        wait(1500),
        reply(200, 'OK', { sdp: SMALL(), retransmit: true }),
        expect('ACK', { timeoutMs: 32_000, onTimeout: 1 }),
        label(1),
        send('BYE', { headers: ['Reason: SIP;cause=408;text="ACK missing"'] }),
        recv(200),
      ],
    },
    {
      host: 'alice',
      steps: [
        send('INVITE', { sdp: SMALL() }),
        recv(100),
        recv(180),
        recv(200),
        send('ACK'),
        expect('BYE'),
        reply(200, 'OK', { contact: null }),
      ],
    },
  ],
});
// A scenario reads as a ladder, one party a line.
// prettier-ignore
export const cases = [
  {
    ...noAck('bob', 'pcap'), name: 'ack-lost-at-callee', group: 'nat', fault: 'A firewall drops every ACK: the callee repeats its 200 and hangs up after 32 s',
    expected: found(['ack-missing', 'drop-32s'], { also: ['bye-q850'], never: ['drop-session-timer', 'ack-sent-wrong-ip'], atFault: ['network', 'caller', 'callee', 'depends'] }),
  },
  {
    ...noAck('alice', 'ngrep'), name: 'ack-lost-at-caller', group: 'nat', fault: 'A firewall drops every ACK: the caller sends one for each 200, and the callee hangs up after 32 s all the same',
    expected: found(['ack-missing', 'drop-32s', 'ack-sent-wrong-ip'], { also: ['bye-q850'], never: ['drop-session-timer'], atFault: ['network', 'caller', 'callee', 'depends'] }),
  },
  {
    name: 'ack-to-private-contact', group: 'nat', fault: 'The Contact of the 200 is a private address: the ACK of the caller goes there and is lost', format: 'pcap', at: 'alice',
    expected: found(['ack-sent-wrong-ip', 'ack-missing', 'drop-32s'], { also: ['bye-q850', '488-private-ip'], never: ['drop-session-timer'], atFault: ['callee', 'server', 'network', 'depends'] }),
    filter: 'udp port 5060',
    parties: [
      { host: 'bob', steps: [expect('INVITE'), reply(180, 'Ringing'), wait(1500), reply(200, 'OK', { sdp: audio({ codecs: ['PCMU'] }), retransmit: true, contact: '<sip:bob@10.0.0.5:5060>' }), expect('ACK', { timeoutMs: 32_000, onTimeout: 1 }), label(1), send('BYE'), recv(200)] },
      { host: 'alice', baresip: { account: '<sip:alice@192.0.2.10>;regint=0', seconds: 40, commands: ['/dial sip:bob@203.0.113.30'] } },
    ],
  },
  {
    name: 'no-answer-to-invite', group: 'timeouts', fault: 'A firewall drops every INVITE: seven of them in 32 s, no answer', format: 'vlan', at: 'alice', silent: ['bob'],
    expected: found('invite-no-answer-udp', { never: ['invite-100-then-timeout', 'callee-408', 'callee-480'], atFault: ['callee', 'server', 'network', 'depends'] }),
    network: { router: ['iptables -A FORWARD -d 203.0.113.30 -j DROP'] },
    parties: [{ host: 'alice', steps: [send('INVITE', { sdp: PHONE() }), recv(200, { timeoutMs: 34_000, onTimeout: 1 }), label(1), wait(100)] }],
  },
  {
    name: 'port-closed', group: 'timeouts', fault: 'Nothing listens on the port of the callee: ICMP port unreachable to each INVITE', format: 'pcapng', at: 'alice', silent: ['bob'],
    expected: found('invite-no-answer-udp', { never: ['invite-100-then-timeout', 'callee-408'], atFault: ['callee', 'server', 'network', 'depends'] }),
    parties: [{ host: 'alice', steps: [send('INVITE', { sdp: PHONE() }), recv(200, { timeoutMs: 34_000, onTimeout: 1 }), label(1), wait(100)] }],
  },
  {
    name: 'trying-and-nothing-more', group: 'timeouts', fault: 'The next hop says 100 and nothing more; the caller gives up after 33 s', format: 'freeswitch', at: 'alice',
    expected: found('invite-100-then-timeout', { also: ['487-caller-cancel', '487-ring-timeout'], never: ['invite-no-answer-udp', '486-busy'], atFault: ['server', 'callee', 'network', 'depends'] }),
    parties: [
      { host: 'bob', steps: [expect('INVITE'), reply(100, 'Trying'), expect('CANCEL'), reply(200, 'OK', { contact: null }), reply(487, 'Request Terminated', { of: 'INVITE' }), expect('ACK')] },
      { host: 'alice', steps: [send('INVITE', { sdp: PHONE() }), recv(100, { optional: false }), wait(33_000), send('CANCEL'), recv(200), recv(487), send('ACK', { failed: true })] },
    ],
  },
  {
    name: 'ring-timeout-20s', group: 'busy', fault: 'The PBX of the caller rings for exactly 20 s and cancels', format: 'asterisk-pjsip', at: 'bob',
    expected: found(['487-ring-timeout', '487-caller-cancel'], { never: ['callee-480', '486-busy', '487-answered-elsewhere', 'invite-100-then-timeout'], atFault: ['caller', 'nobody', 'server', 'depends'] }),
    parties: [
      { host: 'bob', steps: [expect('INVITE'), reply(180, 'Ringing'), expect('CANCEL'), reply(200, 'OK', { contact: null }), reply(487, 'Request Terminated', { of: 'INVITE' }), expect('ACK')] },
      { host: 'alice', steps: [send('INVITE', { sdp: PHONE() }), recv(100), recv(180, { optional: false }), wait(19_995), send('CANCEL'), recv(200), recv(487), send('ACK', { failed: true })] },
    ],
  },
  {
    name: 'caller-hangs-up-while-ringing', group: 'healthy', fault: 'Nothing is wrong: the caller gives up after six seconds of ringing', format: 'sipp-messages', at: 'alice',
    expected: clear(['487-caller-cancel'], ['487-ring-timeout', 'callee-480', 'invite-100-then-timeout']),
    parties: [
      { host: 'bob', steps: [expect('INVITE'), reply(180, 'Ringing'), expect('CANCEL'), reply(200, 'OK', { contact: null }), reply(487, 'Request Terminated', { of: 'INVITE' }), expect('ACK')] },
      { host: 'alice', log: true, steps: [send('INVITE', { sdp: PHONE() }), recv(100), recv(180, { optional: false }), wait(6170), send('CANCEL'), recv(200), recv(487), send('ACK', { failed: true })] },
    ],
  },
  {
    name: 'cancel-not-matched-481', group: 'forking', fault: 'A router changes the branch of the CANCEL: 481, and the phone rings on until somebody answers', format: 'pcap', at: 'alice',
    expected: found('cancel-481', { also: ['487-caller-cancel', 'bye-no-reason-immediate', 'cancel-200-race', 'sip-alg'], never: ['481-midcall', 'bye-481'], atFault: ['caller', 'network', 'depends'] }),
    parties: [
      { host: 'bob', steps: [expect('INVITE'), reply(180, 'Ringing'), expect('CANCEL'), reply(481, 'Call/Transaction Does Not Exist'), wait(4000), reply(200, 'OK', { of: 'INVITE', sdp: PHONE() }), expect('ACK'), expect('BYE'), reply(200, 'OK', { contact: null, tag: null })] },
      { host: 'alice', steps: [send('INVITE', { sdp: PHONE() }), recv(100), recv(180, { optional: false }), wait(3000), send('CANCEL', { branchValue: 'z9hG4bK-rewritten-77' }), recv(481), recv(200), send('ACK'), wait(400), send('BYE'), recv(200)] },
    ],
  },
  {
    name: 'cancel-crosses-200', group: 'forking', fault: 'CANCEL and 200 cross on the wire; the caller sends ACK but no BYE, and the callee stays in the call', format: 'pcap', at: 'alice',
    expected: found('cancel-200-race', { also: ['bye-no-reason-immediate', 'rtp-none-both'], never: ['487-caller-cancel', 'cancel-481', 'ack-missing'], atFault: ['caller', 'depends'] }),
    parties: [
      { host: 'bob', steps: [expect('INVITE'), reply(180, 'Ringing'), expect('CANCEL'), reply(200, 'OK', { of: 'INVITE', sdp: SMALL() }), reply(200, 'OK', { contact: null }), expect('ACK'), wait(9000), send('BYE'), recv(200)] },
      { host: 'alice', steps: [send('INVITE', { sdp: SMALL() }), recv(100), recv(180, { optional: false }), wait(3300), send('CANCEL', { retransmit: false }), recv(200), recv(200), send('ACK'), expect('BYE'), reply(200, 'OK', { contact: null })] },
    ],
  },
  {
    name: 'bye-after-restart-481', group: 'in-dialog', fault: 'The callee was restarted during the call and does not know the dialog of the BYE: 481', format: 'cisco', at: 'alice',
    expected: found('bye-481', { never: ['481-midcall', 'replaces-481', 'ack-missing'], atFault: ['callee', 'server', 'nobody', 'depends'] }),
    parties: answered({ rtp: 0, ending: { alice: [wait(5000), send('BYE'), recv(481)], bob: [expect('BYE'), reply(481, 'Call/Transaction Does Not Exist')] } }),
  },
  {
    name: 'dialog-lost-481', group: 'in-dialog', fault: 'The cluster fails over in mid call: the re-INVITE gets 481, the call is over', format: 'pcap', at: 'alice',
    expected: found('481-midcall', { also: ['bye-481'], never: ['replaces-481', 'cancel-481', 'drop-session-timer'], atFault: ['callee', 'server', 'network', 'depends'] }),
    parties: answered({
      rtp: 3, ending: {
        alice: [wait(2500), send('INVITE', { again: true, sdp: audio({ codecs: ['G729', 'PCMU', 'events'], direction: 'sendonly', version: 2 }) }), recv(481), send('ACK', { failed: true }), wait(300), send('BYE'), recv(481)],
        bob: [expect('INVITE'), reply(481, 'Call/Transaction Does Not Exist'), expect('ACK'), expect('BYE'), reply(481, 'Call/Transaction Does Not Exist')],
      },
    }),
  },
  {
    name: 'cseq-goes-back-500', group: 'in-dialog', fault: 'The re-INVITE of the caller has a lower CSeq than its INVITE: 500', format: 'tcpdump-A', at: 'bob',
    expected: found('cseq-order', { also: ['500-retry-after', 'bye-481'], never: ['481-midcall', '503-local', '491-glare'], atFault: ['caller', 'network', 'depends'] }),
    parties: answered({
      rtp: 0, invite: { cseq: 4711 }, ending: {
        alice: [wait(2500), send('INVITE', { again: true, cseq: 4700, sdp: audio({ codecs: ['G729', 'PCMU', 'events'], version: 2 }) }), recv(500), raw([]), wait(300), send('BYE', { cseq: 4712 }), recv(200)].filter((step) => step.kind !== 'raw'),
        bob: [expect('INVITE'), reply(500, 'Server Internal Error'), expect('ACK', { optional: true }), expect('BYE'), reply(200, 'OK')],
      },
    }),
  },
  {
    name: 'glare-resolved-491', group: 'healthy', fault: 'Nothing is wrong: a re-INVITE meets one of the other side (491), its repetition is accepted', format: 'pcapng', at: 'alice',
    expected: clear(['491-glare'], ['500-retry-after', '481-midcall', 'cseq-order']),
    parties: answered({
      rtp: 0, ending: {
        alice: [wait(1500), send('INVITE', { again: true, sdp: audio({ codecs: ['G729'], direction: 'sendonly', version: 2 }) }), recv(491), send('ACK', { failed: true }), wait(2600), send('INVITE', { again: true, sdp: audio({ codecs: ['G729'], direction: 'sendonly', version: 2 }) }), recv(200), send('ACK'), wait(1500), send('BYE'), recv(200)],
        bob: [expect('INVITE'), reply(491, 'Request Pending'), expect('ACK'), expect('INVITE'), reply(200, 'OK', { sdp: audio({ codecs: ['G729'], direction: 'recvonly', version: 2 }) }), expect('ACK'), expect('BYE'), reply(200, 'OK')],
      },
    }),
  },
  {
    name: 'hold-and-resume', group: 'healthy', fault: 'Nothing is wrong: the caller holds the call and takes it back', format: 'asterisk-chan-sip', at: 'bob',
    expected: clear([], ['hold-no-resume', '491-glare', 'no-sdp-answer']),
    parties: answered({
      rtp: 0, ending: {
        alice: [['sendonly', 2], ['sendrecv', 3]].flatMap(([direction, version]) => [wait(1500), send('INVITE', { again: true, sdp: audio({ codecs: ['G729', 'events'], direction, version }) }), recv(200), send('ACK')]).concat(hangUp.alice),
        bob: [['recvonly', 2], ['sendrecv', 3]].flatMap(([direction, version]) => [expect('INVITE'), reply(200, 'OK', { sdp: audio({ codecs: ['G729', 'events'], direction, version }) }), expect('ACK')]).concat(hangUp.bob),
      },
    }),
  },
  {
    name: 'overlapping-invites-500', group: 'in-dialog', fault: 'The caller sends a second re-INVITE before the first is answered: 500 with Retry-After', format: 'pcap', at: 'alice',
    expected: found('500-retry-after', { also: ['491-glare'], never: ['503-retry-after', '481-midcall'], atFault: ['caller', 'depends'] }),
    parties: answered({
      rtp: 0, ending: {
        alice: [wait(1500), send('INVITE', { again: true, retransmit: false, sdp: audio({ codecs: ['G729'], direction: 'sendonly', version: 2 }) }), recv(100, { optional: false }), wait(400), send('INVITE', { again: true, retransmit: false, sdp: audio({ codecs: ['G729'], direction: 'inactive', version: 3 }) }), recv(500), send('ACK', { failed: true }), wait(1500), send('BYE'), recv(200)],
        bob: [expect('INVITE'), reply(100, 'Trying'), expect('INVITE'), reply(500, 'Server Internal Error', { headers: ['Retry-After: 5'] }), expect('ACK'), expect('BYE'), reply(200, 'OK')],
      },
    }),
  },
  {
    name: 'hangs-up-at-once', group: 'in-dialog', fault: 'The callee hangs up 0.3 s after the answer and gives no reason', format: 'ngrep', at: 'alice',
    expected: found('bye-no-reason-immediate', { never: ['ack-missing', 'drop-32s', 'bye-481'], atFault: ['callee', 'depends'] }),
    parties: answered({ rtp: 0, bobParty: { agent: 'biloxi PBX 4.2' }, aliceParty: { agent: 'atlanta phone 1.0' }, ending: { bob: [wait(300), send('BYE'), recv(200)], alice: [expect('BYE'), reply(200, 'OK', { contact: null })] } }),
  },
  {
    name: 'network-drops-cause-38', group: 'in-dialog', fault: 'The gateway ends the call with Q.850 cause 38, network out of order', format: 'freeswitch', at: 'alice',
    expected: found('bye-q850', { never: ['bye-no-reason-immediate', 'drop-32s', 'drop-session-timer'], atFault: ['callee', 'server', 'network', 'depends'] }),
    parties: answered({ rtp: 0, ending: { bob: [wait(6000), send('BYE', { headers: ['Reason: Q.850;cause=38;text="Network out of order"'] }), recv(200)], alice: [expect('BYE'), reply(200, 'OK', { contact: null })] } }),
  },
  {
    name: 'session-never-refreshed', group: 'timers', fault: 'Session-Expires 90 with the caller as refresher, who never refreshes: the callee hangs up at 60 s', format: 'pcap', at: 'bob',
    expected: found('drop-session-timer', { never: ['drop-32s', 'ack-missing', '422-timer'], atFault: ['caller', 'network', 'depends'] }),
    parties: answered({
      rtp: 0, invite: { headers: ['Supported: timer', 'Session-Expires: 90;refresher=uac', 'Min-SE: 90'] }, ok: { headers: ['Require: timer', 'Supported: timer', 'Session-Expires: 90;refresher=uac'] },
      ending: { bob: [wait(60_000), send('BYE', { headers: ['Reason: SIP;cause=408;text="Session timer expired"'] }), recv(200)], alice: [expect('BYE'), reply(200, 'OK', { contact: null })] },
    }),
  },
  {
    name: 'reliable-ringing-not-acknowledged', group: 'timers', fault: 'The callee sends a reliable 183, and no PRACK ever comes: 504 after 32 s', format: 'ngrep', at: 'bob',
    expected: found('prack-missing', { also: ['504-downstream'], never: ['invite-100-then-timeout', 'ack-missing'], atFault: ['caller', 'network', 'depends'] }),
    parties: (() => {
      const reliable = reply(183, 'Session Progress', { sdp: SMALL(), headers: ['Require: 100rel', 'RSeq: 1'] });
      return [
        { host: 'bob', steps: [expect('INVITE'), reply(100, 'Trying'), reliable, ...[500, 1000, 2000, 4000, 8000, 16_000].flatMap((ms) => [wait(ms), reliable]), wait(500), reply(504, 'Reliable Response Time-Out', { retransmit: true }), expect('ACK')] },
        { host: 'alice', steps: [send('INVITE', { sdp: SMALL(), headers: ['Supported: 100rel'] }), recv(100), recv(183), recv(504), send('ACK', { failed: true })] },
      ];
    })(),
  },
];
