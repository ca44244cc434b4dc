import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { field, readText, showEndpoint } from './reading.ts';

const SAMPLES = new URL('../samples/', import.meta.url);

// Every sample is one busy call: INVITE with a session description, 100, 486, ACK.
// [sample, format, line of the first start line, its time, direction transport source > destination]
const TABLE: readonly (readonly [string, string, number, string, string])[] = [
  ['3cx', '3cx', 2, '2026-11-24T01:26:03.384', 'received UDP 192.0.2.10:5060 > -'],
  ['asterisk-chan-sip-timed', 'asterisk-chan-sip', 3, 'day 5163000', 'received - 192.0.2.10:5060 > -'],
  ['asterisk-chan-sip', 'asterisk-chan-sip', 3, '-', 'received UDP 192.0.2.10:5060 > -'],
  ['asterisk-full-timed', 'asterisk-pjsip', 2, '2026-11-24T01:26:03.384', 'received UDP 192.0.2.10:5060 > -'],
  [
    'asterisk-pjsip-history-entries',
    'asterisk-pjsip-history',
    2,
    '2026-11-24T01:26:03.000Z',
    'received - 192.0.2.10:5060 > -',
  ],
  ['asterisk-pjsip-history', 'asterisk-pjsip-history', 3, '2026-11-24T01:26:03.000Z', 'received - 192.0.2.10:5060 > -'],
  ['asterisk-pjsip-ipv6', 'asterisk-pjsip', 2, '-', 'received TLS [2001:db8::10]:5061 > -'],
  ['asterisk-pjsip', 'asterisk-pjsip', 2, '-', 'received UDP 192.0.2.10:5060 > -'],
  ['audiocodes-syslog', 'audiocodes-syslog', 2, 'day 5163384', 'received UDP 192.0.2.10:5060 > -'],
  ['avaya-ip-office-call', 'avaya-ip-office', 2, 'relative 287411', 'received - - > -'],
  ['avaya-ip-office', 'avaya-ip-office', 2, 'relative 287411', 'received UDP 192.0.2.10:5060 > 198.51.100.5:5060'],
  ['avaya-log', 'avaya-log', 1, '2026-11-24T01:26:03.384', 'received - - > -'],
  ['avaya-tracesm', 'avaya-tracesm', 4, '-', 'received TCP 192.0.2.10:5060 > 198.51.100.5:5060'],
  ['baresip', 'arrow', 3, '-', '- UDP 192.0.2.10:5060 > 198.51.100.5:5060'],
  ['cisco-ccsip', 'cisco-ccsip', 3, 'day 5163384', 'received - - > -'],
  ['cisco-phone', 'cisco-phone', 3, 'day 5163384.228', 'received - 192.0.2.10:5060 > -'],
  ['cucm-sdl', 'cucm-sdl', 3, 'day 5163384', 'received TCP 192.0.2.10:5060 > -'],
  ['drachtio', 'drachtio', 2, '2026-11-24T01:26:03.384', 'received TLS 192.0.2.10:5061 > -'],
  ['fortigate', 'fortigate', 2, '-', '- - 192.0.2.10:5060 > 198.51.100.5:5060'],
  ['freeswitch-siptrace-compact', 'freeswitch-siptrace', 3, 'day 5163384.228', 'received TCP [2001:db8::10]:5060 > -'],
  ['freeswitch-siptrace', 'freeswitch-siptrace', 3, 'day 5163384.228', 'received UDP 192.0.2.10:5060 > -'],
  ['genesys', 'genesys', 2, 'day 5163384', 'received UDP 192.0.2.10:5060 > -'],
  ['grandstream', 'grandstream', 2, 'day 5163000', 'received - 192.0.2.10:5060 > -'],
  ['homer-text', 'homer-text', 3, '2026-11-24T01:26:03.384Z', '- UDP 192.0.2.10:5060 > 198.51.100.5:5060'],
  ['jain-debug-log', 'jain-debug-log', 1, '2026-11-24T01:26:03.384', 'received - - > -'],
  [
    'jain-server-log',
    'jain-server-log',
    10,
    '2026-11-24T01:26:03.384Z',
    'received - 192.0.2.10:5060 > 198.51.100.5:5060',
  ],
  ['json-lines', 'json-lines', 1, '2026-11-24T01:26:03.384Z', '- UDP 192.0.2.10:5060 > 198.51.100.5:5060'],
  ['jssip', 'jssip', 3, '2026-11-24T01:26:03.384Z', 'received - - > -'],
  [
    'kamailio-sipdump',
    'kamailio-sipdump',
    13,
    '2026-11-24T01:26:03.384Z',
    'received UDP 192.0.2.10:5060 > 198.51.100.5:5060',
  ],
  ['kamailio-siptrace-table', 'kamailio-siptrace-table', 3, '2026-11-24T01:26:03.384', '- - - > -'],
  ['kamailio-syslog', 'kamailio-syslog', 1, 'day 5163000', '- UDP 192.0.2.10:5060 > -'],
  ['kamailio-tcp-debug', 'kamailio-syslog', 1, '-', '- - - > -'],
  ['linphone', 'linphone', 2, '2026-11-24T01:26:03.384', 'received UDP 192.0.2.10:5060 > -'],
  ['ngrep-byline-plain', 'ngrep', 2, '-', '- TCP 192.0.2.10:5060 > 198.51.100.5:5060'],
  ['ngrep-byline', 'ngrep', 5, '2026-11-24T01:26:03.384', '- UDP 192.0.2.10:5060 > 198.51.100.5:5060'],
  ['ngrep-default-wrapped', 'ngrep', 3, '2026-11-24T01:26:03.384', '- UDP 192.0.2.10:5060 > 198.51.100.5:5060'],
  ['ngrep-default', 'ngrep', 3, '2026-11-24T01:26:03.384', '- UDP 192.0.2.10:5060 > 198.51.100.5:5060'],
  ['opensips-xlog', 'kamailio-syslog', 1, 'day 5163000', '- - 192.0.2.10:5060 > 198.51.100.5:5060'],
  ['oracle-sipmsg', 'oracle-sipmsg', 2, 'day 5163384', 'received - 192.0.2.10:5060 > 198.51.100.5:5060'],
  ['pjsua-logcat', 'pjsua', 2, 'day 5163384', 'received UDP 192.0.2.10:5060 > -'],
  ['pjsua', 'pjsua', 3, 'day 5163384', 'received UDP 192.0.2.10:5060 > -'],
  ['polycom', 'polycom', 2, 'day 5163000', 'received - 192.0.2.10:5060 > -'],
  ['resiprocate', 'resiprocate', 3, '2026-11-24T01:26:03.384', 'received UDP 192.0.2.10:5060 > -'],
  ['ribbon-trc', 'ribbon-trc', 3, '2026-11-24T01:26:03.384', 'received - 192.0.2.10:5060 > 198.51.100.5:5060'],
  ['sip-bare', 'sip-bare', 3, '-', '- - - > -'],
  ['sip-simple', 'arrow', 3, '2026-11-24T01:26:03.384', '- UDP 192.0.2.10:5060 > 198.51.100.5:5060'],
  ['sipgrep', 'sipgrep', 3, '2026-11-24T01:26:03.384', '- UDP 192.0.2.10:5060 > 198.51.100.5:5060'],
  ['sipjs', 'sipjs', 3, '2026-11-24T01:26:03.000Z', 'received - - > -'],
  ['sipml5', 'sipml5', 2, '-', 'received - - > -'],
  ['sipp-errors', 'sipp-errors', 2, '2026-11-24T01:26:03.384', 'received - - > -'],
  ['sipp-messages', 'sipp-messages', 4, '2026-11-24T01:26:03.384', 'received UDP - > -'],
  ['sipxecs-xml', 'sipxecs-xml', 11, '2026-11-24T01:26:03.384Z', 'received - 192.0.2.10:5060 > 198.51.100.5:5060'],
  ['sngrep', 'sngrep', 2, '2026-11-24T01:26:03.384', '- - 192.0.2.10:5060 > 198.51.100.5:5060'],
  ['snom', 'snom', 3, '2026-11-24T01:26:03.384', 'received UDP 192.0.2.10:5060 > -'],
  ['tcpdump-ascii', 'tcpdump', 4, 'day 5163384.228', '- UDP 192.0.2.10:5060 > 198.51.100.5:5060'],
  ['tcpdump-hex', 'tcpdump', 3, 'day 5163384.228', '- UDP 192.0.2.10:5060 > 198.51.100.5:5060'],
  ['tcpdump-summary', 'tcpdump', 1, 'day 5163384.228', '- UDP 192.0.2.10:5060 > 198.51.100.5:5060'],
  ['tcpdump-verbose', 'tcpdump', 3, 'day 5163384.228', '- UDP 192.0.2.10:5060 > 198.51.100.5:5060'],
  ['technicolor', 'snom', 2, '-', 'received UDP 192.0.2.10:5060 > -'],
  ['tshark-summary', 'tshark-summary', 1, 'relative 384.228', '- - 192.0.2.10 > 198.51.100.5'],
  ['tshark-verbose', 'tshark-verbose', 7, '2026-11-24T01:26:03.384Z', '- UDP 192.0.2.10:5060 > 198.51.100.5:5060'],
  ['twinkle', 'twinkle', 3, '2026-11-24T01:26:03.384', 'received UDP 192.0.2.10:5060 > -'],
  ['unknown-logger', 'sip-bare', 2, '-', '- - - > -'],
  ['wireshark-bytes', 'hex-dump', 3, '-', '- - - > -'],
  ['wireshark-copy', 'wireshark-copy', 4, '-', '- UDP 192.0.2.10:5060 > 198.51.100.5:5060'],
  ['yealink', 'yealink', 2, 'day 5163000', 'received - 192.0.2.10:5060 > -'],
];
const SUMMARIES = new Set(['asterisk-pjsip-history', 'tcpdump-summary', 'tshark-summary']);
const START_LINES = [
  'INVITE sip:bob@biloxi.example.com SIP/2.0',
  'SIP/2.0 100 Trying',
  'SIP/2.0 486 Busy Here',
  'ACK sip:bob@biloxi.example.com SIP/2.0',
];

describe.each(TABLE)('%s', (name, format, line, time, way) => {
  const text = readFileSync(new URL(`${name}.txt`, SAMPLES), 'utf8');
  const reading = readText(text);

  it('gives the four messages of the call, in order, each once', () => {
    expect(reading.messages.map((one) => one.message.startLine.trim())).toEqual(START_LINES);
    expect(reading.summary).toMatchObject({ messages: 4, duplicates: 0 });
    expect(reading.summary.formats).toEqual([format]);
  });

  it.skipIf(SUMMARIES.has(name))('gives whole messages without a problem', () => {
    expect(reading.messages.flatMap((one) => one.message.problems)).toEqual([]);
    expect(new Set(reading.messages.map((one) => field(one, 'Call-ID')))).toEqual(
      new Set(['3848276298220188511@atlanta.example.com']),
    );
    expect(reading.messages[0]?.message.body.replaceAll('\r', '')).toMatch(
      /^v=0\no=alice .*\ns=-\n.*\nt=0 0\nm=audio 49170 .*\na=rtpmap:8 .*\na=.*\na=sendrecv\n?$/,
    );
  });

  it('says where, when and between whom, as far as the log does', () => {
    const first = reading.messages[0];
    const at =
      first?.at === undefined
        ? '-'
        : first.clock === 'epoch' || first.clock === 'local'
          ? new Date(first.at).toISOString().slice(0, first.clock === 'local' ? -1 : undefined)
          : `${first.clock} ${first.at}`;
    expect(first?.place).toEqual({ file: 'log.txt', line });
    expect(at).toBe(time);
    expect(
      `${first?.direction ?? '-'} ${first?.transport ?? '-'} ${showEndpoint(first?.source)} > ${showEndpoint(first?.destination)}`,
    ).toBe(way);
  });

  it('gives the same in any pieces', () => {
    const pieces = readText(text, {}, 97);
    expect(pieces.messages).toEqual(reading.messages);
    expect(pieces.summary).toEqual(reading.summary);
  });
});
