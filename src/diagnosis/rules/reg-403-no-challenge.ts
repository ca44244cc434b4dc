import { digestTries } from '../look/digest.ts';
import { isTlsDemand } from '../look/tls-demand.ts';
import type { Meaning } from '../look/phrases.ts';
import { refusedRequest, requestFound } from '../look/refused-request.ts';
import { defineRule } from '../rule.ts';
import type { Reason } from '../rule.ts';

const TOLD: Partial<Readonly<Record<Meaning, Reason>>> = {
  'no-route': { key: 'domain', certainty: 'proven', atFault: 'caller' },
  'account-disabled': { key: 'account', certainty: 'proven', atFault: 'server' },
  'unknown-user': { key: 'account', certainty: 'proven', atFault: 'caller' },
  credentials: { key: 'account', certainty: 'likely', atFault: 'caller' },
};

/**
 * A REGISTER without credentials refused with 403 and never challenged: it was turned away before its password counted
 * (RFC 3261 21.4.4: authorization will not help).
 */
export const rule = defineRule({
  id: 'reg-403-no-challenge',
  aliases: [],
  scope: 'registration',
  severity: 'failure',
  needs: ['start'],
  when: ['refusal'],
  explains: [],
  spec: ['RFC 3261 21.4.4', 'RFC 3261 10.3'],
  find(registration) {
    const refused = refusedRequest(registration);
    const tries = digestTries(registration.attempts);
    if (
      refused?.code !== 403 ||
      tries.length === 0 ||
      tries.some(({ answers, challenges }) => answers.length > 0 || challenges.length > 0)
    )
      return [];
    if (refused.meaning === 'contact-limit' || isTlsDemand(refused.code, refused.made.message, refused.attempt))
      return [];
    const told = refused.meaning === undefined ? undefined : TOLD[refused.meaning];
    return [
      {
        ...requestFound(refused, ['Warning', 'Reason'], ['Via']),
        certainty: 'proven',
        atFault: told?.atFault ?? 'server',
        reasons: told === undefined ? [] : [told],
      },
    ];
  },
});
