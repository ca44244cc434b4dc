import { codeOf } from '../../calls/message-facts.ts';
import type { AnyCall, Transaction } from '../../calls/types.ts';
import { firstHeader, hasHeader } from '../../sip/fields.ts';
import { parseContentType } from '../../sip/headers/content-type.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { entriesOf } from '../look/entries.ts';
import { everyRequest } from '../look/every-request.ts';
import { nameOf } from '../look/name.ts';
import { meaningOf } from '../look/phrases.ts';
import { sessionOf } from '../look/session.ts';
import { madeIn } from '../look/transactions.ts';
import type { Found, Reason } from '../rule.ts';

/** DTMF in INFO (RFC 6086) that is refused is a matter of its own. */
const DTMF = /^application\/(?:dtmf|dtmf-relay|vnd\.nortelnetworks\.digits)$/;

/** A request refused with 415 because of its body: its type, its encoding, or the language it is in (RFC 3261 21.4.13, 8.2.3). */
const [ruleForRegistrations, ruleOfCalls, ruleForOthers] = everyRequest({
  id: '415-body',
  aliases: [],
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['bye-q850', 'q850-by-class'],
  spec: ['RFC 3261 21.4.13', 'RFC 3261 8.2.3', 'RFC 5621'],
  find(subject) {
    const refused = subject.transactions
      .filter((transaction) => transaction.passedOnFrom === undefined && codeOf(transaction.final) === 415)
      .map((asked) => ({ asked, hop: madeIn(asked) }));
    return refused.flatMap(({ asked, hop }) => found(subject, asked, hop)).slice(0, 1);
  },
});

export { ruleOfCalls as rule, ruleForOthers, ruleForRegistrations };

function found(subject: AnyCall, asked: Transaction, hop: Transaction): Found[] {
  const request = hop.request ?? asked.request;
  const response = hop.final;
  if (request === undefined || response === undefined || response.message.kind !== 'response') return [];
  const type = typeOf(request);
  const isFax = (sessionOf(request)?.media ?? []).some(({ kind, isOpen }) => kind === 'image' && isOpen);
  if (DTMF.test(type) || isFax || meaningOf(415, response.message.reasonPhrase) === 'no-codec') return [];
  const isCallLost = subject.kind !== 'call' || asked.toTag === undefined;
  const headers = ['Content-Type', 'Content-Encoding'].filter((name) => hasHeader(request.message, name));
  const accepted = ['Accept', 'Accept-Encoding'].filter((name) => hasHeader(response.message, name));
  return [
    {
      ...(!isCallLost && { severity: 'risk' as const }),
      certainty: 'proven',
      atFault:
        subject.kind === 'call' && asked.fromTag === subject.calleeTag && subject.calleeTag !== ''
          ? 'callee'
          : 'caller',
      ...(response.source !== undefined && { about: response.source }),
      values: {
        host: nameOf(response.source, response),
        method: { value: 'token', text: asked.method },
        type: { value: 'token', text: type === '' ? '?' : type },
      },
      evidence: [
        quoteStart(response),
        ...accepted.map((name) => quoteHeader(response, name)),
        ...headers.map((name) => quoteHeader(request, name)),
        quoteStart(request),
      ],
      reasons: reasonsOf(request, response, type),
      entries: entriesOf(response.message),
    },
  ];
}

const typeOf = ({ message }: TracedMessage): string =>
  parseContentType(firstHeader(message, 'Content-Type') ?? '').type;

function reasonsOf(request: TracedMessage, response: TracedMessage, type: string): Reason[] {
  if (hasHeader(request.message, 'Content-Encoding'))
    return [{ key: 'encoded', certainty: 'likely', atFault: 'caller' }];
  if (type.startsWith('multipart/')) return [{ key: 'multipart', certainty: 'likely', atFault: 'caller' }];
  if (type === 'application/sdp') return [{ key: 'session-not-taken', certainty: 'possible', atFault: 'depends' }];
  const accepted = firstHeader(response.message, 'Accept');
  if (accepted !== undefined && type !== '' && !accepted.includes('*/*') && !accepted.toLowerCase().includes(type))
    return [{ key: 'not-in-accept', certainty: 'proven', atFault: 'caller' }];
  return [{ key: 'unknown-type', certainty: 'likely', atFault: 'caller' }];
}
