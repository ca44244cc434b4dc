import { rejectedRequest } from '../look/rejected-request.ts';
import { defineRule } from '../rule.ts';

/** The last resort for registrations: refused with a code that no other rule names (RFC 3261 10.3). A challenge is none. */
export const rule = defineRule({
  id: 'registration-rejected',
  aliases: [],
  scope: 'registration',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: [],
  lastResort: true,
  spec: ['RFC 3261 10.2.7', 'RFC 3261 10.3', 'RFC 3261 21'],
  find: rejectedRequest,
});
