import { rejectedRequest } from '../look/rejected-request.ts';
import { defineRule } from '../rule.ts';

/** Any answer to an OPTIONS ping shows that somebody is there; only these say that he cannot take calls. */
const PING_FAILED: ReadonlySet<number> = new Set([408, 480, 500, 502, 503, 504]);

/** The last resort for requests outside of calls: refused with a code that no other rule names. A challenge is none (RFC 3261 22). */
export const rule = defineRule({
  id: 'request-rejected',
  aliases: [],
  scope: 'other',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: [],
  lastResort: true,
  spec: ['RFC 3261 8.1.3.2', 'RFC 3261 11.2', 'RFC 3261 21'],
  find(other) {
    const isPing = other.method === 'OPTIONS' && !PING_FAILED.has(other.statusCode ?? 0);
    // 12.2.1.2 of a dialog that is gone: the late NOTIFY or BYE of something that ended well.
    const isLate = other.statusCode === 481 && other.method !== 'SUBSCRIBE';
    return isPing || isLate ? [] : rejectedRequest(other);
  },
});
