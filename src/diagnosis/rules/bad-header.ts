import { codeOf } from '../../calls/message-facts.ts';
import type { AnyCall, Transaction } from '../../calls/types.ts';
import { headerFields } from '../../sip/fields.ts';
import type { HeaderField, Problem } from '../../sip/message.ts';
import { PROBLEM_KINDS } from '../../sip/problem-kinds.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { quoteField, quoteHeader, quoteStart } from '../evidence.ts';
import { entriesOf } from '../look/entries.ts';
import { everyRequest } from '../look/every-request.ts';
import { nameOf } from '../look/name.ts';
import { namedField } from '../look/named-field.ts';
import { meaningOf } from '../look/phrases.ts';
import { succeededLater, madeIn } from '../look/transactions.ts';
import type { Found, Reason } from '../rule.ts';

/** Flaws that every stack of today sends or lets pass: they explain no refusal. */
const HARMLESS: ReadonlySet<string> = new Set([
  'line-end-bare',
  'uri-password',
  'session-timer-short',
  'via-branch-old',
  'via-branch-missing',
  'utf8-broken',
  'auth-scheme-unknown',
  'params-empty',
  'warning-invalid',
  'reason-invalid',
  'date-invalid',
  'sdp-rtpmap-missing',
]);

/**
 * A request refused as malformed: 400, or a phrase that says so with another code (RFC 3261 21.4.1, 16.3). The field is the one that the
 * refusal names, else the one in which a flaw was seen.
 */
const [ruleForRegistrations, ruleOfCalls, ruleForOthers] = everyRequest({
  id: 'bad-header',
  aliases: [],
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['bye-q850', 'q850-by-class', '503-local'],
  spec: ['RFC 3261 21.4.1', 'RFC 3261 16.3', 'RFC 3261 7.3'],
  find(subject) {
    const own = subject.transactions.filter(
      ({ passedOnFrom, method }) => passedOnFrom === undefined && method !== 'ACK' && method !== 'CANCEL',
    );
    return own.flatMap((transaction) => refused(subject, transaction)).slice(0, 1);
  },
});

export { ruleOfCalls as rule, ruleForOthers, ruleForRegistrations };

function refused(subject: AnyCall, transaction: Transaction): Found[] {
  const hop = madeIn(transaction);
  const response = hop.final;
  const request = hop.request ?? transaction.request;
  const code = codeOf(response) ?? 0;
  if (response?.message.kind !== 'response' || code < 400 || request === undefined) return [];
  const phrase = response.message.reasonPhrase;
  const meaning = meaningOf(code, phrase);
  const isMalformed =
    meaning === 'bad-message' || (code === 400 && (meaning === undefined || meaning === 'bad-session'));
  const named = namedField(response);
  if (!isMalformed || named === 'Content-Length') return [];
  const flaw = flawOf(request, named);
  const seen = flaw === undefined ? undefined : request.message.headerFields.find(({ line }) => line === flaw.line);
  const field = named ?? seen?.name;
  const isMild = subject.kind === 'call' && (transaction.toTag !== undefined || succeededLater(subject, transaction));
  return [
    {
      ...(isMild && { severity: 'risk' as const }),
      certainty: named !== undefined || flaw !== undefined || meaning === 'bad-message' ? 'proven' : 'likely',
      atFault: sideOf(subject, transaction),
      ...(response.source !== undefined && { about: response.source }),
      values: {
        host: nameOf(response.source, response),
        method: { value: 'token', text: transaction.method },
        code,
        phrase: { value: 'token', text: phrase === '' ? String(code) : phrase },
        named: field === undefined ? 'no' : 'yes',
        field: { value: 'header', text: field ?? '?' },
      },
      evidence: [quoteStart(response), ...quotesOf(request, named, seen), quoteStart(request)],
      reasons: reasonsOf(subject, transaction, flaw, named),
      entries: entriesOf(response.message),
    },
  ];
}

function reasonsOf(
  subject: AnyCall,
  transaction: Transaction,
  flaw: Problem | undefined,
  named: string | undefined,
): Reason[] {
  const atFault = sideOf(subject, transaction);
  if (flaw !== undefined) return [{ key: 'flaw-seen', certainty: 'likely', atFault }];
  return named === undefined
    ? [{ key: 'text-only', certainty: 'possible', atFault }]
    : [{ key: 'field-named', certainty: 'proven', atFault }];
}

/** A flaw of the sender in the field that was named, else any; damage that a copy of the text does proves nothing. */
function flawOf({ message, place }: TracedMessage, named: string | undefined): Problem | undefined {
  const isSent = ({ kind }: Problem): boolean => {
    const origin = kind in PROBLEM_KINDS ? PROBLEM_KINDS[kind as keyof typeof PROBLEM_KINDS] : 'either';
    return !HARMLESS.has(kind) && (origin === 'sender' || (origin === 'either' && 'frame' in place));
  };
  const flaws = message.problems.filter(isSent);
  const lines = named === undefined ? undefined : new Set(headerFields(message, named).map(({ line }) => line));
  return lines === undefined ? flaws[0] : flaws.find(({ line }) => lines.has(line));
}

function quotesOf(
  request: TracedMessage,
  named: string | undefined,
  seen: HeaderField | undefined,
): Found['evidence'][0][] {
  if (named !== undefined && headerFields(request.message, named).length > 0) return [quoteHeader(request, named)];
  return seen === undefined ? [] : [quoteField(request, seen)];
}

const sideOf = (subject: AnyCall, { fromTag }: Transaction): 'caller' | 'callee' =>
  subject.kind === 'call' && subject.calleeTag !== '' && fromTag === subject.calleeTag ? 'callee' : 'caller';
