import { headerFields } from '../../sip/fields.ts';
import { parseReasons } from '../../sip/headers/reason.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';

/**
 * A call blocked by the analytics of a network, which says so in the text of its Reason, `v=analytics1;url=...;location=...`, or by the
 * phrase Network Blocked (ATIS-1000099, RFC 3326 2). Not the callee's wish.
 */
export const rule = defineRule({
  id: '603-plus',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['603-decline-human', '6xx-stops-forking', '607-608', 'bye-q850'],
  spec: ['ATIS-1000099', 'RFC 3326 2', 'RFC 3261 21.6.2'],
  find(call) {
    const refusal = refusalOf(call);
    if (refusal === undefined || refusal.code < 400) return [];
    const texts = [refusal.made, call.final].flatMap((response) =>
      response === undefined
        ? []
        : headerFields(response.message, 'Reason').flatMap(({ value }) =>
            parseReasons(value).map(({ text }) => text ?? ''),
          ),
    );
    const signed = texts.find((text) => /\bv=analytics\d/i.test(text));
    if (signed === undefined && refusal.meaning !== 'analytics') return [];
    const url = /\burl=([^;\s"]+)/i.exec(signed ?? '')?.[1];
    const base = refusedBy(call, refusal);
    return [
      {
        ...base,
        certainty: 'proven',
        atFault: 'network',
        values: {
          ...base.values,
          redress: url === undefined ? 'no' : 'yes',
          url: { value: 'token', text: url ?? '?' },
        },
      },
    ];
  },
});
