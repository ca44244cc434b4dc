import { findStart } from '../lines/start.ts';
import type { TextFormat, Writing } from './format.ts';

// 	0x0000:  4500 0289 0000 4000 4011 69f0 c000 020a  E.....@.@.i.....      tcpdump -X
// 0000   45 00 02 89 00 00 40 00 40 11 69 f0 c0 00 02 0a   E.....@.@.i.....   Wireshark, text2pcap
const ROW = /^(?:\s*|.{0,80}[\s>|])(?:0x)?([0-9a-f]{4,8}):?\s{1,4}((?:[0-9a-f]{2}(?:[0-9a-f]{2})?(?: {1,2}|$)){1,16})/i;
// FortiGate: sip port 26 192.0.2.10:5061 -> 198.51.100.5:5060, below it the payload as bare digits
const BARE = /^(?:\s*|.{0,80}[\s>|])((?:[0-9a-f]{2}){16,})\s*$/i;
// INVI, REGI, SIP/ and the other beginnings of a start line
const BEGINS =
  /^(?:494e56|534950|524547|41434b|425945|43414e|4f5054|505241|535542|4e4f54|505542|494e46|524546|4d4553|555044)/i;

/** Packets as hexadecimal digits: tcpdump -X, Wireshark's bytes, FortiGate's SIP debug. */
export const hexDump: TextFormat = {
  name: 'hex-dump',
  hints: [
    '0x0000:',
    '0000  ',
    '0000 45',
    '0000: ',
    '494e56',
    '534950',
    '524547',
    '41434b',
    '425945',
    '43414e',
    '4f5054',
    '4e4f54',
    '535542',
    '494e46',
    '524546',
    '4d4553',
    '555044',
    '505241',
    '505542',
  ],
  frame: (line) => (first(line) === undefined ? undefined : { adds: true }),
  writing(line) {
    const kind = first(line);
    return kind === undefined ? undefined : readDump(kind);
  },
};

function first(line: string): 'rows' | 'bare' | undefined {
  if (line.length > 20_000) return undefined;
  const row = ROW.exec(line);
  if (row !== null && Number.parseInt(row[1] ?? '', 16) === 0) return 'rows';
  const bare = BARE.exec(line);
  return bare !== null && BEGINS.test(bare[1] ?? '') ? 'bare' : undefined;
}

const MAX_OCTETS = 65_536;

function readDump(kind: 'rows' | 'bare'): Writing {
  const octets: number[] = [];
  const ends: number[] = [];
  return {
    take(line) {
      const digits = kind === 'rows' ? rowDigits(line, octets.length) : BARE.exec(line)?.[1];
      if (digits === undefined || octets.length > MAX_OCTETS) return false;
      for (let at = 0; at + 1 < digits.length; at += 2) octets.push(Number.parseInt(digits.slice(at, at + 2), 16));
      ends.push(octets.length);
      return true;
    },
    finish() {
      const bytes = Uint8Array.from(octets);
      const text = Buffer.from(bytes).toString('latin1');
      const feed = text.search(/SIP\/2\.0(?: \d{3}|\r?\n)/);
      if (feed < 0) return [];
      const end = text.indexOf('\n', feed);
      const from = text.lastIndexOf('\n', feed) + 1;
      const start = findStart(text.slice(from, end < 0 ? text.length : end).trimEnd());
      if (start === undefined) return [];
      const at = from + start.column;
      return [
        {
          text: Buffer.from(bytes.subarray(at)).toString('utf8'),
          startAt: Math.max(
            0,
            ends.findIndex((last) => at < last),
          ),
        },
      ];
    },
  };
}

/** The digits of a row whose offset is where the dump stands; the characters to the right are left out. */
function rowDigits(line: string, offset: number): string | undefined {
  const row = ROW.exec(line);
  if (row === null) return undefined;
  const at = Number.parseInt(row[1] ?? '', 16);
  if (at !== offset) return undefined;
  return (row[2] ?? '').replace(/\s/g, '').slice(0, 64);
}
