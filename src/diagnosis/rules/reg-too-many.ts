import { firstHeader } from '../../sip/fields.ts';
import { partyOf } from '../look/name.ts';
import { refusedRequest, requestFound } from '../look/refused-request.ts';
import { toldByLog, toldFound } from '../look/told-by-log.ts';
import { defineRule } from '../rule.ts';
import type { Found } from '../rule.ts';

/** PJSIP of Asterisk does not say why it answers 403; its log does. */
const LOGGED = /\bexceed max contacts\b/i;

const common = {
  id: 'reg-too-many',
  aliases: [],
  severity: 'failure',
  needs: [],
  explains: ['reg-403-no-challenge', 'reg-wrong-password'],
  spec: ['RFC 3261 10.3', 'RFC 3261 21.5.4'],
} as const;

/**
 * A REGISTER refused because the account has all its contacts: Kamailio and OpenSIPS say so in P-Registrar-Error, others in the phrase
 * (RFC 3261 10.3 leaves the limit to the registrar).
 */
export const rule = defineRule({
  ...common,
  scope: 'registration',
  when: ['refusal'],
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

export const ruleOfTraces = defineRule({
  ...common,
  scope: 'trace',
  find: (trace) =>
    toldByLog(trace, LOGGED, ({ kind, outcome }) => kind === 'registration' && outcome === 'rejected').map(
      (told): Found => {
        const base = toldFound(told);
        return {
          ...base,
          certainty: told.certainty,
          atFault: 'server',
          values: { ...base.values, user: partyOf(told.one.from) },
        };
      },
    ),
});
