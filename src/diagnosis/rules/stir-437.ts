import { hasHeader } from '../../sip/fields.ts';
import { quoteHeader } from '../evidence.ts';
import { identitiesOf } from '../look/identity.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';

/** The verifier could not fetch the signer's certificate (436 Bad Identity Info) or does not trust it (437 Unsupported Credential), RFC 8224 6.2.2. */
export const rule = defineRule({
  id: 'stir-437',
  aliases: ['stir-436'],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: [],
  spec: ['RFC 8224 6.2.2', 'RFC 8226 9'],
  find(call) {
    const refusal = refusalOf(call);
    const request = refusal?.madeIn?.request ?? refusal?.attempt.request;
    if (refusal === undefined || (refusal.code !== 436 && refusal.code !== 437)) return [];
    const base = refusedBy(call, refusal);
    const [first, ...rest] = base.evidence;
    const [url] = (request === undefined ? [] : identitiesOf(request)).flatMap(({ certificateUrl }) =>
      certificateUrl === undefined ? [] : [certificateUrl],
    );
    return [
      {
        ...base,
        certainty: 'proven',
        atFault: 'caller',
        values: {
          ...base.values,
          url: { value: 'token', text: url ?? '?' },
          fetched: refusal.code === 436 ? 'no' : 'yes',
        },
        evidence: [
          first,
          ...(request !== undefined && hasHeader(request.message, 'Identity')
            ? [quoteHeader(request, 'Identity')]
            : []),
          ...rest,
        ],
        reasons: [
          { key: refusal.code === 436 ? 'not-fetched' : 'not-trusted', certainty: 'proven', atFault: 'caller' },
        ],
      },
    ];
  },
});
