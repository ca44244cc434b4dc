import { audio } from '../sdp.mjs';
import { expect, media, recv, reply, send, wait } from '../sipp.mjs';

const G729 = () => audio({ codecs: ['G729', 'PCMU', 'events'] });

// A scenario reads as a ladder, one party a line.
// prettier-ignore
export const cases = [
  {
    name: 'healthy-call', group: 'healthy', fault: 'Nothing is wrong: Alice calls Bob, both talk, Alice hangs up', format: 'pcap', at: 'alice',
    expected: { verdict: 'clear', never: ['ack-missing', 'one-way-audio', 'rtp-none-both', 'drop-32s', 'bye-no-reason-immediate'] },
    parties: [
      { host: 'bob', steps: [expect('INVITE'), reply(180, 'Ringing'), wait(2000), reply(200, 'OK', { sdp: G729(), retransmit: true }), expect('ACK'), media('alice', { seconds: 3 }), expect('BYE'), reply(200, 'OK')] },
      { host: 'alice', steps: [send('INVITE', { sdp: G729() }), recv(100), recv(180), recv(200), send('ACK'), media('bob', { seconds: 3 }), wait(3500), send('BYE'), recv(200)] },
    ],
  },
];
