import { codeOf } from '../../calls/message-facts.ts';
import type { Call, Transaction } from '../../calls/types.ts';
import { firstHeader, hasHeader } from '../../sip/fields.ts';
import { parseRAck, parseRSeq } from '../../sip/headers/rack.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { contactTarget, firstTarget, isOutOfReach } from '../look/answers.ts';
import { nameOf } from '../look/name.ts';
import { optionTags } from '../look/refused-extension.ts';
import { between } from '../look/refusal.ts';
import { answererOf, senderOf } from '../look/side.ts';
import { defineRule } from '../rule.ts';
import type { Reason } from '../rule.ts';

/** Repetitions at 0.5, 1.5 and 3.5 s (RFC 3262 3) are more than a slow PRACK. */
const REPEATS = 3;
const COPY_MS = 50;
/** What a callee says that waited for its PRACK in vain. */
const TOLD = /reliable|prack|100rel/i;

interface Unconfirmed {
  readonly invite: Transaction;
  readonly response: TracedMessage;
  readonly repeats: number;
  readonly prack?: Transaction;
  /** The failure whose phrase tells of the PRACK. */
  readonly told?: TracedMessage;
}

/** A reliable provisional response that its sender repeats, or gives up on, because no PRACK came (RFC 3262 3, 4). */
export const rule = defineRule({
  id: 'prack-missing',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['repetition', 'refusal'],
  explains: [
    'call-rejected',
    'invite-100-then-timeout',
    '504-downstream',
    'callee-408',
    '487-caller-cancel',
    '487-ring-timeout',
    '503-local',
  ],
  spec: ['RFC 3262 3', 'RFC 3262 4', 'RFC 3262 7.1', 'RFC 3262 7.2'],
  find(call) {
    const found = unconfirmed(call);
    if (found === undefined) return [];
    const { invite, response, repeats, prack, told } = found;
    const reasons = reasonsOf(call, found);
    const code = codeOf(response) ?? 0;
    return [
      {
        ...(call.outcome === 'answered' && { severity: 'risk' as const }),
        certainty: 'proven',
        atFault: reasons[0]?.atFault ?? 'depends',
        ...(response.source !== undefined && { about: response.source }),
        values: { host: nameOf(response.source, response), code, count: repeats + 1 },
        evidence: [
          quoteStart(response, repeats + 1),
          quoteHeader(response, 'RSeq'),
          ...(hasHeader(response.message, 'Contact') ? [quoteHeader(response, 'Contact')] : []),
          ...(prack?.request === undefined
            ? []
            : [quoteStart(prack.request), ...(prack.final === undefined ? [] : [quoteStart(prack.final)])]),
          ...(told === undefined ? [] : [quoteStart(told)]),
          ...(invite.request !== undefined && hasHeader(invite.request.message, 'Supported')
            ? [quoteHeader(invite.request, 'Supported')]
            : []),
        ],
        reasons,
        entries: told === undefined ? [] : [`response/${codeOf(told) ?? 504}`],
      },
    ];
  },
});

function unconfirmed(call: Call): Unconfirmed | undefined {
  for (const invite of call.transactions) {
    if (invite.method !== 'INVITE') continue;
    for (const response of invite.provisional.filter(isReliable)) {
      // The hop of the element that sent it first.
      if (
        invite.passedOnTo.some((next) =>
          next.provisional.some((other) => codeOf(other) === codeOf(response) && isReliable(other)),
        )
      )
        continue;
      const prack = prackOf(call, response);
      const isConfirmed = prack?.final !== undefined && (codeOf(prack.final) ?? 0) < 300;
      const repeats = repeatsOf(invite, response);
      const told =
        invite.final?.message.kind === 'response' && TOLD.test(invite.final.message.reasonPhrase)
          ? invite.final
          : undefined;
      if (isConfirmed || (repeats < REPEATS && (told === undefined || prack !== undefined))) continue;
      return { invite, response, repeats, ...(prack !== undefined && { prack }), ...(told !== undefined && { told }) };
    }
  }
  return undefined;
}

const isReliable = (response: TracedMessage): boolean =>
  hasHeader(response.message, 'RSeq') && optionTags(response, 'Require').includes('100rel');

function prackOf(call: Call, response: TracedMessage): Transaction | undefined {
  const rseq = parseRSeq(firstHeader(response.message, 'RSeq') ?? '');
  return call.transactions.find(
    ({ method, request }) =>
      method === 'PRACK' &&
      request !== undefined &&
      parseRAck(firstHeader(request.message, 'RAck') ?? '')?.rseq === rseq,
  );
}

function repeatsOf({ retransmissions }: Transaction, response: TracedMessage): number {
  const rseq = firstHeader(response.message, 'RSeq');
  let last = response;
  return retransmissions.filter((other) => {
    const gap = between(last, other);
    if (
      codeOf(other) !== codeOf(response) ||
      firstHeader(other.message, 'RSeq') !== rseq ||
      (gap !== undefined && gap < COPY_MS)
    )
      return false;
    last = other;
    return true;
  }).length;
}

function reasonsOf(call: Call, { invite, response, prack }: Unconfirmed): Reason[] {
  const caller = senderOf(call, invite);
  const { request } = invite;
  // RFC 3262 3: reliably only where the INVITE says Supported or Require 100rel.
  if (request !== undefined && !['Supported', 'Require'].some((name) => optionTags(request, name).includes('100rel'))) {
    return [{ key: 'not-offered', certainty: 'proven', atFault: answererOf(call, invite, response) }];
  }
  if (prack?.final !== undefined)
    return [{ key: 'prack-refused', certainty: 'likely', atFault: answererOf(call, prack, prack.final) }];
  if (prack !== undefined) return [{ key: 'prack-lost', certainty: 'likely', atFault: 'network' }];
  const target = firstTarget(response) ?? contactTarget(response.message);
  if (target !== undefined && isOutOfReach(target, response))
    return [{ key: 'private-contact', certainty: 'likely', atFault: answererOf(call, invite, response) }];
  if (request?.direction === 'sent' && response.direction === 'received')
    return [{ key: 'not-sent', certainty: 'likely', atFault: caller }];
  return [];
}
