import { quoteHeader } from '../evidence.ts';
import { saysElsewhere } from '../look/cancel.ts';
import { receiverName } from '../look/name.ts';
import { defineRule } from '../rule.ts';

/** A CANCEL or BYE whose Reason says that another device took the call: SIP;cause=200 or Q.850;cause=26 (RFC 3326 3.1). Normal. */
export const rule = defineRule({
  id: '487-answered-elsewhere',
  aliases: [],
  scope: 'call',
  severity: 'note',
  needs: [],
  when: ['reason'],
  explains: ['487-caller-cancel', '487-ring-timeout'],
  spec: ['RFC 3326 2', 'RFC 3326 3.1', 'RFC 3261 16.7'],
  find(call) {
    const ends = call.transactions
      .filter(({ method }) => method === 'CANCEL' || method === 'BYE')
      .flatMap(({ request }) => (request === undefined ? [] : [request]));
    const told = ends.find(saysElsewhere);
    if (told === undefined) return [];
    return [
      {
        certainty: 'proven',
        atFault: 'nobody',
        ...(told.destination !== undefined && { about: told.destination }),
        values: { host: receiverName(told.destination, told) },
        evidence: [quoteHeader(told, 'Reason')],
        entries: ['response/487'],
      },
    ];
  },
});
