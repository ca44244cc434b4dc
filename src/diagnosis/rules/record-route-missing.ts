import { codeOf } from '../../calls/message-facts.ts';
import type { Call, Transaction } from '../../calls/types.ts';
import { hasHeader, headerValues } from '../../sip/fields.ts';
import { parseRoute } from '../../sip/headers/route.ts';
import { parseUri } from '../../sip/uri.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { inviteAnswers, isFirstSent, resent } from '../look/answers.ts';
import { lostAckOf } from '../look/lost-ack.ts';
import { nameOf } from '../look/name.ts';
import { askedBy, senderOf } from '../look/side.ts';
import { ownTransactions } from '../look/transactions.ts';
import { defineRule } from '../rule.ts';
import type { Found, Reason } from '../rule.ts';

/** What a proxy or a wrong element answers to a request that lost its way. */
const LOST: ReadonlySet<number> = new Set([403, 404, 408, 476, 477, 478, 604]);
const REPEATS = 3;

/**
 * A request in the dialog died because it left the path of the call: its sender dropped the route set (RFC 3261 12.2.1.1), or the proxy had not
 * recorded itself (16.6 step 4) and knows nothing of it. A call past the proxy that works is none.
 */
export const rule = defineRule({
  id: 'record-route-missing',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal', 'repetition'],
  explains: [
    'ack-missing',
    'ack-sent-wrong-ip',
    'drop-32s',
    '481-midcall',
    'bye-481',
    'bye-no-reason-immediate',
    '404-number',
  ],
  spec: ['RFC 3261 12.1.1', 'RFC 3261 12.1.2', 'RFC 3261 12.2.1.1', 'RFC 3261 16.6', 'RFC 3261 16.12'],
  find(call) {
    const ack = lostAckOf(call)?.ack;
    const acks = call.transactions.filter(({ request }) => request !== undefined && request === ack);
    const died = ownTransactions(call, 'BYE', 'INVITE', 'UPDATE', 'INFO', 'REFER').filter(
      (transaction) => transaction.toTag !== undefined && isDead(transaction),
    );
    for (const transaction of [...acks, ...died]) {
      const { request } = transaction;
      if (request === undefined || hasHeader(request.message, 'Route')) continue;
      const found = judged(call, transaction, request);
      if (found !== undefined) return [found];
    }
    return [];
  },
});

function isDead(transaction: Transaction): boolean {
  const code = codeOf(transaction.final);
  return code === undefined
    ? transaction.provisional.length === 0 && resent(transaction).length >= REPEATS
    : LOST.has(code);
}

function judged(call: Call, transaction: Transaction, request: TracedMessage): Found | undefined {
  const recorder = recordedFor(call, transaction);
  const routes = recorder === undefined ? [] : headerValues(recorder.message, 'Record-Route').flatMap(parseRoute);
  const host = request.message.kind === 'request' ? parseUri(request.message.requestUri).host : '';
  // 16.12: towards a strict router, which is one without lr, the first route stands in the Request-URI.
  const isStrict = routes.some(({ uri }) => uri?.host === host && !uri.params.has('lr'));
  const isDropped = recorder !== undefined && routes.length > 0 && !isStrict;
  if (!isDropped && !(routes.length === 0 && isUnrecorded(call, transaction))) return undefined;
  const reason: Reason = isDropped
    ? { key: 'route-dropped', certainty: 'proven', atFault: senderOf(call, transaction) }
    : { key: 'not-recorded', certainty: 'likely', atFault: 'server' };
  const code = codeOf(transaction.final);
  return {
    certainty: isDropped ? 'proven' : 'likely',
    atFault: reason.atFault,
    ...(transaction.uac !== undefined && { about: transaction.uac }),
    values: {
      host: nameOf(transaction.uac, request),
      method: { value: 'token', text: transaction.method },
      code: code ?? 0,
      answered: code === undefined ? 'no' : 'yes',
      dropped: isDropped ? 'yes' : 'no',
    },
    evidence: [
      quoteStart(request),
      ...(isDropped ? [quoteHeader(recorder, 'Record-Route')] : []),
      ...(transaction.final === undefined ? [] : [quoteStart(transaction.final)]),
    ],
    reasons: [reason],
    entries: code === undefined ? [] : [`response/${code}`],
  };
}

/** The message from which the sender of a request took its route set: the caller from the 2xx, the callee from the INVITE (12.1.1, 12.1.2). */
function recordedFor(call: Call, transaction: Transaction): TracedMessage | undefined {
  const all = inviteAnswers(call).filter(({ invite }) => invite.toTag === undefined);
  if (askedBy(call, transaction) === 'caller')
    return all.find(({ invite }) => invite.passedOnFrom === undefined)?.response;
  return all.find((answer) => isFirstSent(answer, all))?.invite.request;
}

/** The call came through a proxy; the proxy says that the request is none of its own, or an ACK went past it and never arrived. */
function isUnrecorded(call: Call, { method, final, uas }: Transaction): boolean {
  const proxies = call.attempts
    .filter(({ passedOnTo }) => passedOnTo.length > 0)
    .flatMap(({ uas: proxy }) => proxy?.address ?? []);
  if (method === 'ACK') return uas !== undefined && proxies.length > 0 && !proxies.includes(uas.address);
  if (final?.message.kind !== 'response' || final.message.statusCode !== 404) return false;
  return /not here/i.test(final.message.reasonPhrase) || (uas !== undefined && proxies.includes(uas.address));
}
