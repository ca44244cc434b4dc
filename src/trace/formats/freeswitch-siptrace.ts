import { ADDRESS, endpoint, frameOf, peerFrame, transport } from './format.ts';
import type { TextFormat } from './format.ts';

// recv 835 bytes from tcp/[192.0.2.1]:5068 at 05:50:38.778741:
// send 1043 bytes to udp/[2001:db8::1]:5060 at 13:31:39.940278:
const FRAME = new RegExp(
  `\\b(recv|send) \\d+ bytes (?:from|to) (udp|tcp|tls|wss?|sctp)/(${ADDRESS})(?: at ([\\d:.]+))?`,
  'i',
);

/** FreeSWITCH `sofia global siptrace on`; other users of the Sofia-SIP stack print the same. */
export const freeswitchSiptrace: TextFormat = {
  name: 'freeswitch-siptrace',
  hints: [' bytes from ', ' bytes to '],
  frame(line, times) {
    const match = FRAME.exec(line);
    if (match === null) return undefined;
    const before = line.slice(0, match.index);
    // A date before the frame says more than the time of day behind it.
    const time = /\d{4}-\d\d-\d\d/.test(before) ? times.read(before) : times.read(match[4] ?? before);
    const rest = frameOf({ time, transport: transport(match[2]) });
    return peerFrame(/^r/i.test(match[1] ?? '') ? 'received' : 'sent', endpoint(match[3]), rest);
  },
};
