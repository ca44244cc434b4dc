import { hasHeader } from '../../sip/fields.ts';
import { quoteHeader } from '../evidence.ts';
import { identitiesOf, rewritten } from '../look/identity.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';
import type { Reason } from '../rule.ts';
import type { TracedMessage } from '../../trace/traced.ts';

/** A 438: the verifier finds the signature or its claims wrong (RFC 8224 6.2.2); where a number was rewritten after signing, From or To show it. */
export const rule = defineRule({
  id: 'stir-438',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: [],
  spec: ['RFC 8224 6.2.2', 'RFC 8224 6.2', 'RFC 8225 5.2.1'],
  find(call) {
    const refusal = refusalOf(call);
    const request = refusal?.madeIn?.request ?? refusal?.attempt.request;
    if (refusal?.code !== 438) return [];
    const base = refusedBy(call, refusal);
    const shown =
      request === undefined
        ? []
        : ['Identity', 'From', 'To']
            .filter((name) => hasHeader(request.message, name))
            .map((name) => quoteHeader(request, name));
    const [first, ...rest] = base.evidence;
    return [
      {
        ...base,
        certainty: 'proven',
        atFault: 'caller',
        evidence: [first, ...shown, ...rest],
        reasons: request === undefined ? [] : reasonsOf(request),
      },
    ];
  },
});

function reasonsOf(request: TracedMessage): Reason[] {
  const identities = identitiesOf(request);
  if (identities.length === 0) return [{ key: 'no-identity', certainty: 'proven', atFault: 'caller' }];
  if (identities.some(({ readable }) => !readable))
    return [{ key: 'unreadable', certainty: 'proven', atFault: 'caller' }];
  const changed = rewritten(request);
  return changed === undefined
    ? []
    : [{ key: changed === 'orig' ? 'caller-rewritten' : 'called-rewritten', certainty: 'likely', atFault: 'caller' }];
}
