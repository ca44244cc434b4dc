import { hasHeader, firstHeader } from '../../sip/fields.ts';
import { parseVia } from '../../sip/headers/via.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { entriesOf } from '../look/entries.ts';
import { everyRequest } from '../look/every-request.ts';
import { nameOf } from '../look/name.ts';
import { isTlsDemand } from '../look/tls-demand.ts';

/** A refusal that asks for TLS of a request that came over UDP or TCP: by phrase or by warn-code 381 (RFC 3261 26.2.1, RFC 5630 6.3). */
export const [rule, ruleForCalls, ruleForOthers] = everyRequest({
  id: 'tls-required',
  aliases: [],
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['auth-403-invite', '404-number', 'callee-480', 'reg-403-no-challenge', 'reg-404'],
  spec: ['RFC 3261 26.2.1', 'RFC 5630 6.3'],
  find({ final, attempts, outcome, madeBy }) {
    const attempt = attempts.findLast((one) => one.final === final);
    if (
      final?.message.kind !== 'response' ||
      outcome !== 'rejected' ||
      !isTlsDemand(final.message.statusCode, final.message, attempt)
    )
      return [];
    const made = madeBy?.message ?? final;
    const request = attempt?.request;
    const about = madeBy?.element ?? final.source;
    return [
      {
        certainty: 'proven',
        atFault: 'caller',
        ...(about !== undefined && { about }),
        values: {
          host: nameOf(about, made),
          code: final.message.statusCode,
          transport: {
            value: 'token',
            text: request?.transport ?? parseVia(firstHeader(request?.message ?? final.message, 'Via') ?? '').transport,
          },
        },
        evidence: [
          quoteStart(made),
          ...(hasHeader(made.message, 'Warning') ? [quoteHeader(made, 'Warning')] : []),
          ...(request === undefined ? [] : [quoteStart(request), quoteHeader(request, 'Via')]),
        ],
        entries: entriesOf(made.message),
      },
    ];
  },
});
