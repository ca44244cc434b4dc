import type { TimeReader } from '../lines/time.ts';
import { frameOf } from './format.ts';
import type { Frame, TextFormat } from './format.ts';

//   1 0.000000000 192.0.2.10 -> 198.51.100.5 SIP/SDP 963 Request: INVITE sip:bob@biloxi.example.com |
//  14 2026-11-24 00:45:22.174184   192.0.2.10 → 198.51.100.5 SIP 382 Status: 408 Request Timeout |
const ROW =
  /(?<![\w.])(\d{1,9})\s+((?:\d{4}-\d\d-\d\d\s+)?\d[\d:.]*)\s+([\w.:-]+)\s+(?:->|→)\s+([\w.:-]+)\s+SIP(?:\/[\w/-]+)?\s+(?:\d+\s+)?(Request|Status):\s+(.*?)(?=\s+\d{1,9}\s+(?:\d{4}-\d\d-\d\d\s+)?\d+[.:][\d:.]+\s+[\w.:-]+\s+(?:->|→)|$)/g;

/** One line for each packet, as tshark prints it and Wireshark shows it: a start line and addresses, no header fields. */
export const tsharkSummary: TextFormat = {
  name: 'tshark-summary',
  hints: ['request: ', 'status: '],
  frame: (line, times) => rows(line, times)[0],
  frames: rows,
};

function rows(line: string, times: TimeReader): Frame[] {
  if (!/SIP/.test(line)) return [];
  return [...line.matchAll(ROW)].map((row) => {
    const [, , time = '', source = '', destination = '', kind = '', text = ''] = row;
    return frameOf({
      time: /^\d+\.\d+$/.test(time) ? times.relative(Math.round(Number(time) * 1e6) / 1000) : times.read(time),
      source: { address: source },
      destination: { address: destination },
      startLine: startLine(kind, text),
    });
  });
}

/** The start line behind what Wireshark writes about it; a list of further facts follows after `, ` or ` | `. */
function startLine(kind: string, text: string): string | undefined {
  const own = text
    .replace(/\s*\|.*$/, '')
    .replace(/,? (?:with session description|in-dialog|\(\d+ bindings?\)|\(text\/.*?\)|\(application\/.*?\)).*$/, '')
    .trim();
  if (kind === 'Status') return /^\d{3}\b/.test(own) ? `SIP/2.0 ${own}` : undefined;
  return /^[A-Z]{2,20} \S+$/.test(own) ? `${own} SIP/2.0` : undefined;
}
