import type { TextFormat, Writing } from './format.ts';

// Session Initiation Protocol (PUBLISH)
//     Request-Line: PUBLISH sip:alice@203.0.113.20 SIP/2.0
//     Message Header
//         Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK-1;rport
//             Transport: UDP                                       <- deeper: what the dissector read out of it
//     Message Body
//         Session Description Protocol
//             Media Description, name and address (m): audio 40000 RTP/AVP 0
const HEAD = /^(\s*)Session Initiation Protocol(?: \((?!as raw)[^)]*\))?\s*$/;
const START = /^\s*(?:Request-Line|Status-Line): (.*)$/;

/** The packet details of `tshark -V` and of Wireshark's "copy all": the tree of the SIP part. */
export const tsharkVerbose: TextFormat = {
  name: 'tshark-verbose',
  hints: ['session initiation protocol'],
  frame: (line) => (HEAD.test(line) ? { adds: true } : undefined),
  writing(line) {
    if (ICMP.test(line)) return quoted();
    const head = HEAD.exec(line);
    return head === null ? undefined : readTree((head[1] ?? '').length);
  },
};

// An ICMP error quotes the packet that it is about: its SIP was not sent here.
const ICMP = /^Internet Control Message Protocol/;

function quoted(): Writing {
  return { take: (line) => line.trim() !== '' && !line.startsWith('Frame '), finish: () => [] };
}

function readTree(margin: number): Writing {
  let startLine: string | undefined;
  let startAt = 0;
  let taken = 0;
  let part: 'start' | 'header' | 'body' = 'start';
  let level = 0;
  const fields: string[] = [];
  const body: string[] = [];
  return {
    take(line) {
      const depth = /^\s*/.exec(line)?.[0].length ?? 0;
      if (taken > 0 && (depth <= margin || line.trim() === '')) return false;
      taken += 1;
      const text = line.trim();
      const start = START.exec(line);
      if (start !== null && startLine === undefined) {
        startLine = start[1]?.trim();
        startAt = taken - 1;
      } else if (text === 'Message Header' || text === 'Message Body') {
        part = text === 'Message Header' ? 'header' : 'body';
        level = 0;
      } else if (part === 'header') {
        level ||= depth;
        if (depth === level && /^[A-Za-z]/.test(text)) fields.push(text);
      } else if (part === 'body') {
        const own = /\(([a-z])\): (.*)$/.exec(text);
        if (own !== null) body.push(`${own[1]}=${own[2]}`);
      }
      return true;
    },
    finish: () =>
      startLine === undefined ? [] : [{ text: `${[startLine, ...fields, '', ...body].join('\n')}\n`, startAt }],
  };
}
