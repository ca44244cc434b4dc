import { firstHeader } from '../../sip/fields.ts';
import { refusedRequest, requestFound } from '../look/refused-request.ts';
import { defineRule } from '../rule.ts';

/**
 * A REGISTER refused because the account has all its contacts: Kamailio and OpenSIPS say so in P-Registrar-Error, others in the phrase
 * (RFC 3261 10.3 leaves the limit to the registrar).
 */
export const rule = defineRule({
  id: 'reg-too-many',
  aliases: [],
  scope: 'registration',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['reg-403-no-challenge', 'reg-wrong-password'],
  spec: ['RFC 3261 10.3', 'RFC 3261 21.5.4'],
  find(registration) {
    const refused = refusedRequest(registration);
    if (refused === undefined) return [];
    const isTold =
      refused.meaning === 'contact-limit' ||
      /too many|max(?:imum)?\b.*contacts?/i.test(firstHeader(refused.made.message, 'P-Registrar-Error') ?? '');
    return isTold
      ? [
          {
            ...requestFound(refused, ['P-Registrar-Error', 'Warning', 'Retry-After'], ['Contact']),
            certainty: 'proven',
            atFault: 'server',
          },
        ]
      : [];
  },
});
