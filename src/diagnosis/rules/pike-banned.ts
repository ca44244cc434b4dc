import type { LogLine } from '../../trace/traced.ts';
import { quoteLog } from '../evidence.ts';
import { defineRule } from '../rule.ts';

/** pike of Kamailio and OpenSIPS: `PIKE - BLOCKing ip 192.0.2.10, node=0x...`, `PIKE - BLOCKing ip node=...`. */
const BLOCKING = /\bPIKE\b.{0,40}?\bBLOCKing ip:? *([\da-fA-F.:]*)/;
const UNBLOCKING = /\bPIKE\b.{0,40}?\bUNBLOCKing\b/;

/** The flood guard of Kamailio or OpenSIPS has banned an address; from then on its requests are dropped without a word. */
export const rule = defineRule({
  id: 'pike-banned',
  aliases: [],
  scope: 'logs',
  severity: 'failure',
  needs: [],
  explains: [],
  spec: ['Kamailio pike module', 'OpenSIPS pike module'],
  find(lines) {
    const banned = lines.filter(({ text }) => BLOCKING.test(text) && !UNBLOCKING.test(text));
    const [first] = banned;
    if (first === undefined) return [];
    const addresses = [...new Set(banned.map(addressOf).filter((address) => address !== ''))];
    return [
      {
        certainty: 'proven',
        atFault: 'caller',
        ...(addresses[0] !== undefined && { about: { address: addresses[0] } }),
        values: {
          host: { value: 'address', text: addresses[0] ?? '?' },
          count: Math.max(1, addresses.length),
          times: banned.length,
        },
        evidence: [{ ...quoteLog(first), times: banned.length }],
        ...(first.entry !== undefined && { entries: [first.entry] }),
      },
    ];
  },
});

const addressOf = ({ text }: LogLine): string => (BLOCKING.exec(text)?.[1] ?? '').replace(/[.:]$/, '');
