import { hasHeader } from '../../sip/fields.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { everyRequest } from '../look/every-request.ts';
import { nameOf } from '../look/name.ts';
import { lastWith, optionTags, tokens } from '../look/refused-extension.ts';
import { succeededLater } from '../look/transactions.ts';
import type { Reason } from '../rule.ts';

/** 420 Bad Extension: Require or Proxy-Require names an option that the other side does not have; Unsupported lists it (RFC 3261 8.2.2.3, 16.3). */
export const [rule, ruleForCalls, ruleForOthers] = everyRequest({
  id: '420-require',
  aliases: [],
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['transfer-refer-fail'],
  spec: ['RFC 3261 8.1.3.5', 'RFC 3261 8.2.2.3', 'RFC 3261 16.3', 'RFC 3261 21.4.15'],
  find(subject) {
    const refused = lastWith(subject, 420);
    if (refused === undefined) return [];
    const { request, response, own } = refused;
    const unsupported = optionTags(response, 'Unsupported');
    const required = optionTags(request, 'Require');
    const asked = [...required, ...optionTags(request, 'Proxy-Require')];
    const refusedTags = unsupported.length > 0 ? unsupported : asked;
    const isAsked = refusedTags.some((tag) => asked.includes(tag));
    const key = !isAsked
      ? 'not-required'
      : refusedTags.some((tag) => required.includes(tag))
        ? 'required'
        : 'proxy-required';
    const reason: Reason = { key, certainty: 'proven', atFault: isAsked ? 'caller' : 'server' };
    const shown = ['Require', 'Proxy-Require'].filter((name) => hasHeader(request.message, name));
    return [
      {
        ...(succeededLater(subject, own) && { severity: 'note' as const }),
        certainty: 'proven',
        atFault: reason.atFault,
        ...(response.source !== undefined && { about: response.source }),
        values: {
          host: nameOf(response.source, response),
          options: tokens(refusedTags),
          method: { value: 'token', text: own.method },
        },
        evidence: [
          quoteStart(response),
          ...(hasHeader(response.message, 'Unsupported') ? [quoteHeader(response, 'Unsupported')] : []),
          ...shown.map((name) => quoteHeader(request, name)),
        ],
        reasons: [reason],
        entries: ['response/420'],
      },
    ];
  },
});
