import type { Call } from '../../calls/types.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { ASSIGNED_CAUSES, causeHeader, causesOf, classCause } from '../look/causes.ts';
import { entriesOf } from '../look/entries.ts';
import { nameOf } from '../look/name.ts';
import { defineRule } from '../rule.ts';

const NORMAL_CLASS = 31;

/** A cause that Q.850 does not assign, in the final response or the BYE: it counts as the unspecified one of its class (Q.850 2.2.5). */
export const rule = defineRule({
  id: 'q850-by-class',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['reason', 'refusal'],
  explains: [],
  spec: ['RFC 3326 2', 'ITU-T Q.850 2.2.5'],
  find(call) {
    const told = endsOf(call).find((message) => causesOf(message.message).some((cause) => !ASSIGNED_CAUSES.has(cause)));
    const cause = told === undefined ? undefined : causesOf(told.message).find((value) => !ASSIGNED_CAUSES.has(value));
    if (told === undefined || cause === undefined) return [];
    const asIf = classCause(cause);
    return [
      {
        severity: asIf <= NORMAL_CLASS ? 'note' : 'failure',
        certainty: 'proven',
        atFault: asIf <= NORMAL_CLASS ? 'depends' : 'server',
        ...(told.source !== undefined && { about: told.source }),
        values: { host: nameOf(told.source, told), cause, asIf },
        evidence: [quoteHeader(told, causeHeader(told.message)), quoteStart(told)],
        entries: [`cause/${asIf}`, ...entriesOf(told.message)],
      },
    ];
  },
});

function endsOf(call: Call): readonly TracedMessage[] {
  const refused = call.outcome === 'answered' ? undefined : (call.madeBy?.message ?? call.final);
  return [refused, call.bye?.request].filter((message) => message !== undefined);
}
