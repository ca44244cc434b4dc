import { codeOf } from '../../calls/message-facts.ts';
import type { Call, Transaction } from '../../calls/types.ts';
import { firstHeader } from '../../sip/fields.ts';
import { parseVia } from '../../sip/headers/via.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { nameOf } from '../look/name.ts';
import { between } from '../look/refusal.ts';
import { senderOf } from '../look/side.ts';
import { defineRule } from '../rule.ts';
import type { Found, Reason } from '../rule.ts';

/** A CANCEL is answered 481: its receiver found no INVITE with this branch, and goes on ringing (RFC 3261 9.1, 9.2). */
export const rule = defineRule({
  id: 'cancel-481',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['487-caller-cancel', '487-ring-timeout', 'callee-408'],
  spec: ['RFC 3261 9.1', 'RFC 3261 9.2', 'RFC 3261 17.2.3'],
  find(call) {
    const cancel = call.transactions.find(
      ({ method, final, request }) => method === 'CANCEL' && codeOf(final) === 481 && request !== undefined,
    );
    return cancel?.request === undefined || cancel.final === undefined
      ? []
      : judged(call, cancel, cancel.request, cancel.final);
  },
});

function judged(call: Call, cancel: Transaction, request: TracedMessage, final: TracedMessage): Found[] {
  const invite = inviteOf(call, cancel);
  const answered = between(invite?.final, request);
  // 9.1: after a final response a CANCEL has no effect; whoever sent it did not have that response yet.
  const isLate =
    invite?.final !== undefined &&
    (answered === undefined ? call.messages.indexOf(invite.final) < call.messages.indexOf(request) : answered >= -500);
  const reason =
    invite?.request === undefined || isLate ? undefined : differenceOf(call, cancel, request, invite.request);
  return [
    {
      severity: isLate ? ('note' as const) : ('failure' as const),
      certainty: 'proven',
      atFault: isLate ? 'nobody' : (reason?.atFault ?? 'depends'),
      ...(final.source !== undefined && { about: final.source }),
      values: { host: nameOf(final.source, final), late: isLate ? 'yes' : 'no' },
      evidence: [
        quoteStart(final),
        quoteHeader(request, 'Via'),
        ...(invite?.request === undefined ? [] : [quoteHeader(invite.request, 'Via')]),
      ],
      reasons: reason === undefined ? [] : [reason],
      entries: ['response/481'],
    },
  ];
}

/** The INVITE that was meant: that of its branch, else the one of the same hop before it. */
function inviteOf(call: Call, cancel: Transaction): Transaction | undefined {
  const invites = call.transactions.filter(({ method, request }) => method === 'INVITE' && request !== undefined);
  return (
    invites.find((invite) => invite.cancel === cancel) ??
    invites.findLast(
      ({ uac, uas, request }) =>
        uac?.address === cancel.uac?.address &&
        uas?.address === cancel.uas?.address &&
        (between(request, cancel.request) ?? 0) >= 0,
    )
  );
}

function differenceOf(call: Call, cancel: Transaction, request: TracedMessage, invite: TracedMessage): Reason {
  const atFault = senderOf(call, cancel);
  const branch = (traced: TracedMessage): string => parseVia(firstHeader(traced.message, 'Via') ?? '').branch ?? '';
  const number = (traced: TracedMessage): string => /^\d*/.exec(firstHeader(traced.message, 'CSeq') ?? '')?.[0] ?? '';
  const uri = (traced: TracedMessage): string => (traced.message.kind === 'request' ? traced.message.requestUri : '');
  if (branch(request) !== branch(invite)) return { key: 'branch-differs', certainty: 'proven', atFault };
  if (number(request) !== number(invite)) return { key: 'cseq-differs', certainty: 'proven', atFault };
  if (uri(request) !== uri(invite)) return { key: 'uri-differs', certainty: 'likely', atFault };
  return { key: 'invite-unknown', certainty: 'likely', atFault: 'server' };
}
