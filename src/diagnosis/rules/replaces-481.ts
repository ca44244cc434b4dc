import { codeOf } from '../../calls/message-facts.ts';
import { firstHeader, hasHeader } from '../../sip/fields.ts';
import { parseReplaces } from '../../sip/headers/replaces.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { nameOf } from '../look/name.ts';
import { defineRule } from '../rule.ts';
import type { Reason } from '../rule.ts';

/** An INVITE with Replaces is answered 481: its receiver knows no dialog with this Call-ID and these tags (RFC 3891 3). */
export const rule = defineRule({
  id: 'replaces-481',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['transfer-refer-fail'],
  spec: ['RFC 3891 3', 'RFC 3891 6.1', 'RFC 5589 7.3'],
  find(call) {
    const attempt = call.attempts.findLast(
      ({ request }) => request !== undefined && hasHeader(request.message, 'Replaces'),
    );
    const final = call.madeBy?.message ?? call.final;
    if (
      attempt?.request === undefined ||
      final === undefined ||
      codeOf(attempt.final) !== 481 ||
      codeOf(call.final) !== 481
    )
      return [];
    const { request } = attempt;
    const replaces = parseReplaces(firstHeader(request.message, 'Replaces') ?? '');
    const isWhole = replaces?.toTag !== undefined && replaces.fromTag !== undefined;
    const reasons: Reason[] = isWhole ? [] : [{ key: 'tags-missing', certainty: 'proven', atFault: 'caller' }];
    return [
      {
        certainty: 'proven',
        atFault: isWhole ? 'depends' : 'caller',
        ...(final.source !== undefined && { about: final.source }),
        values: { host: nameOf(final.source, final), replaced: { value: 'callId', text: replaces?.callId ?? '?' } },
        evidence: [quoteHeader(request, 'Replaces'), quoteStart(final)],
        reasons,
        entries: ['response/481'],
      },
    ];
  },
});
