import type { Registration, Other, Transaction } from '../../calls/types.ts';
import { hasHeader } from '../../sip/fields.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import type { Found } from '../rule.ts';
import { ownUser } from './digest.ts';
import { entriesOf } from './entries.ts';
import { nameOf, partyOf, requestHost } from './name.ts';
import { meaningOf } from './phrases.ts';
import type { Meaning } from './phrases.ts';

/** A registration or other request refused with a final code, as it was first sent. */
export interface RefusedRequest {
  readonly code: number;
  readonly phrase: string;
  readonly meaning?: Meaning;
  readonly made: TracedMessage;
  /** The attempt that was refused. */
  readonly attempt: Transaction;
  readonly request?: TracedMessage;
}

/** The refusal that decided; undefined where the last word was no refusal. */
export function refusedRequest(subject: Registration | Other): RefusedRequest | undefined {
  const { final } = subject;
  const attempt = subject.attempts.findLast((one) => one.final === final);
  if (subject.outcome !== 'rejected' || final?.message.kind !== 'response' || attempt === undefined) return undefined;
  const made = subject.madeBy?.message ?? final;
  const phrase = made.message.kind === 'response' ? made.message.reasonPhrase : final.message.reasonPhrase;
  const meaning = meaningOf(final.message.statusCode, phrase);
  return {
    code: final.message.statusCode,
    phrase,
    made,
    attempt,
    ...(meaning !== undefined && { meaning }),
    ...(attempt.request !== undefined && { request: attempt.request }),
  };
}

/** What findings about it have in common; `quoted` are header fields of the response, `asked` of the request. */
export function requestFound(
  { made, code, phrase, request }: RefusedRequest,
  quoted: readonly string[] = [],
  asked: readonly string[] = [],
): Pick<Found, 'about' | 'values' | 'evidence' | 'entries'> {
  return {
    ...(made.source !== undefined && { about: made.source }),
    values: {
      host: nameOf(made.source, made),
      user: partyOf(request === undefined ? '' : ownUser(request)),
      domain: { value: 'host', text: requestHost(request) || '?' },
      code,
      phrase: { value: 'token', text: phrase },
    },
    evidence: [
      quoteStart(made),
      ...quoted.filter((name) => hasHeader(made.message, name)).map((name) => quoteHeader(made, name)),
      ...(request === undefined
        ? []
        : [
            quoteStart(request),
            ...asked.filter((name) => hasHeader(request.message, name)).map((name) => quoteHeader(request, name)),
          ]),
    ],
    entries: entriesOf(made.message),
  };
}
