import { isAddress } from '../look/private-address.ts';
import { digestTries } from '../look/digest.ts';
import { requestHost } from '../look/name.ts';
import { refusedRequest, requestFound } from '../look/refused-request.ts';
import type { RefusedRequest } from '../look/refused-request.ts';
import { defineRule } from '../rule.ts';
import type { Reason } from '../rule.ts';

/** A REGISTER refused with 404 or 604: the registrar knows no such address-of-record, or not its domain (RFC 3261 10.3 step 5, 21.4.5). */
export const rule = defineRule({
  id: 'reg-404',
  aliases: [],
  scope: 'registration',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: [],
  spec: ['RFC 3261 10.3', 'RFC 3261 21.4.5', 'RFC 3261 21.6.3'],
  find(registration) {
    const refused = refusedRequest(registration);
    if (refused === undefined || ![404, 604].includes(refused.code)) return [];
    return [
      {
        ...requestFound(refused, ['Warning'], ['To']),
        certainty: 'proven',
        atFault: 'caller',
        reasons: reasonsOf(refused),
      },
    ];
  },
});

function reasonsOf({ attempt, request }: RefusedRequest): Reason[] {
  // The login was accepted, so the account is there and only its address-of-record is not.
  if (digestTries([attempt]).some(({ answers }) => answers.length > 0))
    return [{ key: 'login-without-address', certainty: 'likely', atFault: 'server' }];
  return isAddress(requestHost(request))
    ? [{ key: 'address-as-domain', certainty: 'possible', atFault: 'caller' }]
    : [];
}
