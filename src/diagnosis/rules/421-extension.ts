import { hasHeader } from '../../sip/fields.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { everyRequest } from '../look/every-request.ts';
import { nameOf } from '../look/name.ts';
import { lastWith, optionTags, tokens } from '../look/refused-extension.ts';
import { succeededLater } from '../look/transactions.ts';
import type { Reason } from '../rule.ts';

/** 421 Extension Required: the server insists on an extension that the request does not support; Require names it (RFC 3261 21.4.16). */
export const [rule, ruleForCalls, ruleForOthers] = everyRequest({
  id: '421-extension',
  aliases: [],
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['transfer-refer-fail'],
  spec: ['RFC 3261 21.4.16', 'RFC 3261 8.2.2.3', 'RFC 3261 20.32'],
  find(subject) {
    const refused = lastWith(subject, 421);
    if (refused === undefined) return [];
    const { request, response, own } = refused;
    const wanted = optionTags(response, 'Require');
    const missing = wanted.filter((tag) => !optionTags(request, 'Supported').includes(tag));
    // It supports all that is demanded: the 421 is the server's own mistake.
    const isUnfounded = wanted.length > 0 && missing.length === 0;
    const reasons: Reason[] = isUnfounded ? [{ key: 'supported-already', certainty: 'proven', atFault: 'server' }] : [];
    return [
      {
        ...(succeededLater(subject, own) && { severity: 'note' as const }),
        certainty: 'proven',
        atFault: isUnfounded ? 'server' : 'caller',
        ...(response.source !== undefined && { about: response.source }),
        values: {
          host: nameOf(response.source, response),
          options: tokens(isUnfounded ? wanted : missing),
          method: { value: 'token', text: own.method },
        },
        evidence: [
          quoteStart(response),
          ...(hasHeader(response.message, 'Require') ? [quoteHeader(response, 'Require')] : []),
          hasHeader(request.message, 'Supported') ? quoteHeader(request, 'Supported') : quoteStart(request),
        ],
        reasons,
        entries: ['response/421'],
      },
    ];
  },
});
