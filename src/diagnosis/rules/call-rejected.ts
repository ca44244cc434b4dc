import { asksForNothing } from '../../calls/message-facts.ts';
import type { Meaning } from '../look/phrases.ts';
import { NO_CHALLENGE } from '../look/rejected-request.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import type { Refusal } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';
import type { AtFault, Reason } from '../rule.ts';

/** What a phrase tells about a refusal that no rule of its own explains, and whose side it puts to work. */
const TOLD: Partial<Readonly<Record<Meaning, AtFault>>> = {
  credentials: 'caller',
  'account-disabled': 'caller',
  'not-registered': 'caller',
  'callee-not-registered': 'depends',
  'number-blocked': 'server',
  policy: 'depends',
  database: 'server',
  'shutting-down': 'server',
  'server-fault': 'server',
  'bad-session': 'depends',
  'no-codec': 'depends',
  'bad-message': 'caller',
};

/** The last resort: an INVITE refused with a code that no other rule of the call names. */
export const rule = defineRule({
  id: 'call-rejected',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: [],
  lastResort: true,
  spec: ['RFC 3261 13.2.2.3', 'RFC 3261 21'],
  find(call) {
    const refusal = refusalOf(call);
    // The trace's own rule names a limit of calls per second.
    if (refusal === undefined || call.outcome !== 'rejected' || refusal.meaning === 'cps-limit') return [];
    const reasons = reasonsOf(refusal);
    return [
      {
        ...refusedBy(call, refusal, ['Retry-After']),
        certainty: 'proven',
        atFault: reasons[0]?.atFault ?? sideOf(refusal.code),
        reasons,
      },
    ];
  },
});

function reasonsOf({ meaning, made }: Refusal): Reason[] {
  if (asksForNothing(made.message)) return [NO_CHALLENGE];
  const atFault = meaning === undefined ? undefined : TOLD[meaning];
  return meaning === undefined || atFault === undefined ? [] : [{ key: meaning, certainty: 'likely', atFault }];
}

/** RFC 3261 21.4 to 21.6: 5xx is the server's, 6xx the callee's, 4xx needs its code. */
const sideOf = (code: number): AtFault => (code >= 600 ? 'callee' : code >= 500 ? 'server' : 'depends');
