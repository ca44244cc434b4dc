import { findStart } from '../lines/start.ts';
import { ADDRESS, endpoint, frameOf, transport } from './format.ts';
import type { TextFormat } from './format.ts';

// Nov 20 10:49:01 sbc kamailio[7421]: INFO: <script>: from udp:192.0.2.1:5060 ... INVITE sip:... SIP/2.0#015#012Via: ...
// tcp_read: read 1025 bytes:#012INVITE ...      received on udp socket: (112/100/331) [[REGISTER ... 0D  0A ...]]
const OURS = /kamailio|opensips|openser|osips|\bser\[|<script>|udp_rcv_loop|tcp_read|parse_msg|<core>|:core:|sr_kemi/i;
const FROM = new RegExp(`(?:from|src|source|recv(?:ed)?)\\s*[=:]?\\s*\\[?(?:(udp|tcp|tls|wss?):)?(${ADDRESS})`, 'i');
const TO = new RegExp(`(?:\\bto|dst|destination)\\s*[=:]?\\s*\\[?(?:(udp|tcp|tls|wss?):)(${ADDRESS})`, 'i');
const PAIR = new RegExp(
  `(?:(udp|tcp|tls|wss?):)?(${ADDRESS})\\s*[-=]+>\\s*(?:(?:udp|tcp|tls|wss?):)?(${ADDRESS})`,
  'i',
);

/** Kamailio and OpenSIPS in syslog: whole messages in one line, by xlog or by the core's own debugging. */
export const kamailioSyslog: TextFormat = {
  name: 'kamailio-syslog',
  hints: ['sip/2.0'],
  frame(line, times) {
    const start = findStart(line);
    const before = line.slice(0, start?.column ?? 0);
    if (start === undefined || !OURS.test(before)) return undefined;
    const pair = PAIR.exec(before);
    const from = pair ?? FROM.exec(before);
    const to = pair === null ? TO.exec(before) : null;
    return frameOf({
      time: times.read(before),
      transport: transport(from?.[1] ?? to?.[1]),
      source: endpoint(from?.[2]),
      destination: endpoint(pair?.[3] ?? to?.[2]),
    });
  },
};
