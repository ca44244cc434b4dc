import { frameOf, transport } from './format.ts';
import type { TextFormat } from './format.ts';

// ----------------------------------------------- 2026-11-24 00:48:37.419752
// UDP message sent (619 bytes):          UDP message received [468] bytes :
const RULE = /^-{20,}\s+(\d{4}-\d\d-\d\d.*)$/;
const WAY = /^\s*(UDP|TCP|TLS|SCTP|WSS?) message (sent|received) [[(]\d+/i;

/** The message log of SIPp (`-trace_msg`). */
export const sippMessages: TextFormat = {
  name: 'sipp-messages',
  hints: [' message sent ', ' message received ', '----------'],
  frame(line, times) {
    const rule = RULE.exec(line);
    if (rule !== null)
      return frameOf({ begins: true, adds: true, time: times.read((rule[1] ?? '').replace(/\t+/g, ' ')) });
    const way = WAY.exec(line);
    if (way === null) return undefined;
    return frameOf({ adds: true, transport: transport(way[1]), direction: way[2] === 'sent' ? 'sent' : 'received' });
  },
};
