import { answered, cannotTell } from '../calls.mjs';

// A scenario reads as a ladder, one party a line.
// prettier-ignore
export const cases = [
  {
    name: 'capture-starts-late', group: 'incomplete', fault: 'The capture starts in the middle of a healthy call: only the BYE and its 200 are there', format: 'pcap', at: 'alice', startsLateMs: 4500,
    expected: cannotTell(['ack-missing', 'rtp-none-both', 'bye-481', 'bye-no-reason-immediate', 'no-sdp-answer', 'one-way-audio']),
    parties: answered({ rtp: 9, talkMs: 9000 }), filter: 'udp port 5060',
  },
  {
    name: 'capture-stops-early', group: 'incomplete', fault: 'The capture of a healthy call stops while it still rings', format: 'pcap', at: 'alice', stopsAfterMs: 2500,
    expected: cannotTell(['ack-missing', 'invite-100-then-timeout', 'rtp-none-both', 'callee-480']),
    parties: answered({ rtp: 0, ringMs: 4000 }),
  },
  {
    name: 'only-the-callee-recorded', group: 'incomplete', fault: 'Only packets of the callee were recorded: responses without requests; the call was healthy', format: 'pcapng', at: 'alice', filter: 'udp and src host 203.0.113.30',
    expected: cannotTell(['ack-missing', 'no-sdp-answer', 'one-way-audio', 'rtp-none-both', 'drop-32s']),
    parties: answered({ rtp: 1, talkMs: 2500 }),
  },
  {
    name: 'only-the-caller-recorded', group: 'incomplete', fault: 'Only packets of the caller were recorded: requests without responses; the call was healthy', format: 'tcpdump-A', at: 'bob', filter: 'udp and src host 192.0.2.10',
    expected: cannotTell(['invite-no-answer-udp', 'no-sdp-answer', 'one-way-audio', 'rtp-none-both', 'bye-481', 'reg-no-answer']),
    parties: answered({ rtp: 0, talkMs: 2500 }),
  },
];
