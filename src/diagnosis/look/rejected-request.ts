import { asksForNothing } from '../../calls/message-facts.ts';
import type { Other, Registration } from '../../calls/types.ts';
import { hasHeader } from '../../sip/fields.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import type { AtFault, Found, Reason } from '../rule.ts';
import { entriesOf } from './entries.ts';
import { nameOf } from './name.ts';
import { meaningOf } from './phrases.ts';

/** The refusal of a registration or of a request outside of calls as a finding; none where it was not refused. */
export function rejectedRequest(subject: Registration | Other): Found[] {
  const { final } = subject;
  // A response that lost its CSeq does not say what it refuses.
  if (
    subject.outcome !== 'rejected' ||
    subject.method === '' ||
    final === undefined ||
    final.message.kind !== 'response'
  )
    return [];
  const made = subject.madeBy?.message ?? final;
  const about = subject.madeBy?.element ?? final.source;
  const code = final.message.statusCode;
  const phrase = final.message.reasonPhrase;
  const request = subject.attempts.at(-1)?.request;
  const headers = ['Reason', 'Warning', 'Retry-After'].filter((name) => hasHeader(made.message, name));
  return [
    {
      certainty: 'proven',
      atFault: sideOf(code),
      ...(about !== undefined && { about }),
      values: {
        host: nameOf(about, made),
        code,
        answer: { value: 'token', text: `${code} ${phrase}`.trim() },
        method: { value: 'token', text: subject.method },
      },
      evidence: [
        quoteStart(made),
        ...headers.map((name) => quoteHeader(made, name)),
        ...(request === undefined ? [] : [quoteStart(request)]),
      ],
      reasons: asksForNothing(made.message) ? [NO_CHALLENGE] : reasonsOf(code, phrase),
      entries: entriesOf(made.message),
    },
  ];
}

/** Of a 401 or 407 that nobody can answer. */
export const NO_CHALLENGE: Reason = { key: 'no-challenge', certainty: 'likely', atFault: 'server' };

function reasonsOf(code: number, phrase: string): Reason[] {
  const meaning = meaningOf(code, phrase);
  if (meaning === 'dns') return [{ key: 'dns', certainty: 'proven', atFault: 'server' }];
  if (meaning === 'database' || meaning === 'server-fault')
    return [{ key: 'server-fault', certainty: 'likely', atFault: 'server' }];
  return code === 482 || code === 483 ? [{ key: 'loop', certainty: 'likely', atFault: 'server' }] : [];
}

const sideOf = (code: number): AtFault => (code >= 500 && code < 600 ? 'server' : code >= 600 ? 'callee' : 'depends');
