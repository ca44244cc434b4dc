import { firstHeader } from '../../sip/fields.ts';
import { quoteLog } from '../evidence.ts';
import { nameOf, partyOf } from '../look/name.ts';
import { refusedRequest, requestFound } from '../look/refused-request.ts';
import { toldByLog } from '../look/told-by-log.ts';
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
      ({ one, line, certainty }): Found => ({
        certainty,
        atFault: 'server',
        ...(one.destination !== undefined && { about: one.destination }),
        values: { host: nameOf(one.destination), user: partyOf(one.from), code: one.statusCode ?? 403 },
        evidence: [quoteLog(line), one.final, one.request],
        entries: [...(line.entry === undefined ? [] : [line.entry]), `response/${one.statusCode ?? 403}`],
        call: one.id,
      }),
    ),
});
