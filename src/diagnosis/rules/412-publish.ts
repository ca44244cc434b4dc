import { hasHeader } from '../../sip/fields.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { nameOf } from '../look/name.ts';
import { lastWith } from '../look/refused-extension.ts';
import { succeededLater } from '../look/transactions.ts';
import { defineRule } from '../rule.ts';

/** 412: the server does not know the entity tag of SIP-If-Match (RFC 3903 6, 11.2.1). The device is to publish its whole state anew; then a note. */
export const rule = defineRule({
  id: '412-publish',
  aliases: [],
  scope: 'other',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: [],
  spec: ['RFC 3903 4.1', 'RFC 3903 6', 'RFC 3903 11.2.1'],
  find(subject) {
    const refused = lastWith(subject, 412);
    if (refused === undefined || refused.own.method !== 'PUBLISH') return [];
    const { request, response, own, times } = refused;
    const hasTag = hasHeader(request.message, 'SIP-If-Match');
    return [
      {
        ...(succeededLater(subject, own) && { severity: 'note' as const }),
        certainty: 'proven',
        atFault: hasTag ? 'caller' : 'server',
        ...(response.source !== undefined && { about: response.source }),
        values: { host: nameOf(response.source, response), count: times },
        evidence: [quoteStart(response, times), hasTag ? quoteHeader(request, 'SIP-If-Match') : quoteStart(request)],
        reasons: times > 1 && hasTag ? [{ key: 'same-tag-again', certainty: 'likely', atFault: 'caller' }] : [],
        entries: ['response/412'],
      },
    ];
  },
});
