import { hasHeader } from '../../sip/fields.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';

/** 607: the callee does not want this caller (RFC 8197 4). 608: an analytics service between refused it and may say whom to ask (RFC 8688 3). */
export const rule = defineRule({
  id: '607-608',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['6xx-stops-forking', 'bye-q850'],
  spec: ['RFC 8197 4', 'RFC 8688 3'],
  find(call) {
    const refusal = refusalOf(call);
    if (refusal === undefined || (refusal.code !== 607 && refusal.code !== 608)) return [];
    const base = refusedBy(call, refusal, ['Call-Info']);
    const isUnwanted = refusal.code === 607;
    return [
      {
        ...base,
        certainty: 'proven',
        atFault: 'caller',
        values: {
          ...base.values,
          by: isUnwanted ? 'callee' : 'server',
          contact: hasHeader(refusal.made.message, 'Call-Info') ? 'yes' : 'no',
        },
      },
    ];
  },
});
