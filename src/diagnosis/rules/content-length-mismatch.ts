import { codeOf } from '../../calls/message-facts.ts';
import type { Transaction } from '../../calls/types.ts';
import { hasHeader } from '../../sip/fields.ts';
import type { Problem } from '../../sip/message.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { entriesOf } from '../look/entries.ts';
import { everyRequest } from '../look/every-request.ts';
import { nameOf } from '../look/name.ts';
import { namedField } from '../look/named-field.ts';
import { madeIn } from '../look/transactions.ts';
import type { Found, Reason } from '../rule.ts';

/**
 * A Content-Length that does not fit its body (RFC 3261 18.3, 20.14): refused by its name, or wrong in a packet. A text log may have
 * changed the body itself, and a capture may have cut it: there only the refusal counts.
 */
const [ruleForRegistrations, ruleOfCalls, ruleForOthers] = everyRequest({
  id: 'content-length-mismatch',
  aliases: [],
  severity: 'failure',
  needs: [],
  when: ['refusal', 'flaw'],
  explains: ['bad-header', 'invite-no-answer-udp', 'reg-no-answer', 'reg-no-second-request'],
  spec: ['RFC 3261 18.3', 'RFC 3261 20.14', 'RFC 3261 7.4.2'],
  find(subject) {
    const own = subject.transactions.filter(({ passedOnFrom }) => passedOnFrom === undefined);
    return [...own.flatMap(refused), ...own.flatMap(wrong)].slice(0, 1);
  },
});

export { ruleOfCalls as rule, ruleForOthers, ruleForRegistrations };

function refused(transaction: Transaction): Found[] {
  const hop = madeIn(transaction);
  const response = hop.final;
  const request = hop.request ?? transaction.request;
  if (response?.message.kind !== 'response' || response.message.statusCode < 400) return [];
  const field = namedField(response);
  const problem = request === undefined ? undefined : lengthProblem(request);
  const isNamed = field === 'Content-Length';
  if (!isNamed && (field !== undefined || problem === undefined || codeOf(response) !== 400)) return [];
  return [
    {
      certainty: isNamed ? 'proven' : 'likely',
      atFault: 'depends',
      ...(response.source !== undefined && { about: response.source }),
      values: { host: nameOf(response.source, response), how: 'refused', code: response.message.statusCode },
      evidence: [
        quoteStart(response),
        ...(request === undefined
          ? []
          : [
              hasHeader(request.message, 'Content-Length')
                ? quoteHeader(request, 'Content-Length')
                : quoteStart(request),
            ]),
      ],
      reasons: [reasonOf(problem)],
      entries: entriesOf(response.message),
    },
  ];
}

/** Packets whose number is none, or is smaller than the body that follows: a cut capture makes bodies shorter, never longer. */
function wrong({ request, provisional, finals }: Transaction): Found[] {
  return [request, ...provisional, ...finals].flatMap((traced): Found[] => {
    const problem = traced === undefined ? undefined : lengthProblem(traced);
    if (traced === undefined || problem === undefined || !('frame' in traced.place) || isShort(problem)) return [];
    return [
      {
        severity: 'risk',
        certainty: 'proven',
        atFault: 'depends',
        ...(traced.source !== undefined && { about: traced.source }),
        values: { host: nameOf(traced.source, traced), how: 'seen', code: 0 },
        evidence: [quoteHeader(traced, 'Content-Length'), quoteStart(traced)],
        reasons: [reasonOf(problem)],
      },
    ];
  });
}

const lengthProblem = ({ message }: TracedMessage): Problem | undefined =>
  message.problems.find(({ kind }) => kind === 'content-length-wrong' || kind === 'content-length-invalid');

/** `stated, body found`. */
function isShort({ kind, detail }: Problem): boolean {
  const [, stated = '0', found = '0'] = /^(\d+), body (\d+)$/.exec(detail ?? '') ?? [];
  return kind === 'content-length-wrong' && Number(stated) > Number(found);
}

const reasonOf = (problem: Problem | undefined): Reason =>
  problem?.kind === 'content-length-invalid'
    ? { key: 'no-number', certainty: 'likely', atFault: 'depends' }
    : { key: 'body-changed', certainty: 'likely', atFault: 'network' };
