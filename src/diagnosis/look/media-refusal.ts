import { codeOf } from '../../calls/message-facts.ts';
import type { Call, Transaction } from '../../calls/types.ts';
import { headerFields, firstHeader } from '../../sip/fields.ts';
import { parseContentType } from '../../sip/headers/content-type.ts';
import { parseWarnings } from '../../sip/headers/warning.ts';
import type { SipMessage } from '../../sip/message.ts';
import type { Session } from './sdp-shapes.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import type { AtFault, Found } from '../rule.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { isEmptyBody } from './empty-body.ts';
import { entriesOf } from './entries.ts';
import { nameOf } from './name.ts';
import { meaningOf } from './phrases.ts';
import type { Meaning } from './phrases.ts';
import { refusalOf } from './refusal.ts';
import { isSecureMedia, quoteSdp, sessionOf } from './session.ts';
import { answererOf, senderOf } from './side.ts';
import { madeIn } from './transactions.ts';
import { once } from './once.ts';

/** What was refused: the media of an INVITE or of an UPDATE. Each refusal is of one kind, so that one rule speaks of it. */
export type MediaRefusalKind = 'private-address' | 'srtp' | 'fax' | 'no-offer' | 'body' | 'media';

/** An INVITE or UPDATE whose session or body was refused (RFC 3261 13.3.1.3, 21.4.13, 21.4.26, 21.6.4). */
export interface MediaRefusal {
  readonly kind: MediaRefusalKind;
  readonly code: number;
  readonly phrase: string;
  readonly meaning?: Meaning;
  /** The response as it was first sent, and the request that it refuses on that hop. */
  readonly made: TracedMessage;
  readonly request: TracedMessage;
  readonly offered?: Session;
  /** Codes and texts of its Warning fields. */
  readonly warnings: readonly { readonly code?: number; readonly text: string }[];
  /** Within a dialog: the call goes on with what was agreed before (RFC 3261 14.1). */
  readonly isReInvite: boolean;
  /** The transaction on the hop of its sender. */
  readonly asked: Transaction;
  readonly offerer: AtFault;
  readonly refuser: AtFault;
}

const CODES: ReadonlySet<number> = new Set([488, 606, 415, 406]);
const SRTP_TELLS = /\b(?:s-?rtp|crypto|encrypt\w*|secure (?:media|rtp)|SAVPF?|dtls|SrtpEncryptionRequired)\b/i;
const PRIVATE_TELLS = /\bprivate (?:ip|address|network)|\b(?:rfc ?1918|non-?routable|unroutable)\b/i;

/** All refusals of media in a call, in their order. */
export const mediaRefusals = once(readMediaRefusals);

function readMediaRefusals(call: Call): readonly MediaRefusal[] {
  const initial = refusalOf(call);
  const first =
    initial === undefined ? [] : judged(call, initial.attempt, initial.madeIn ?? initial.attempt, initial.made);
  const later = call.transactions
    .filter(
      (transaction) =>
        (transaction.method === 'INVITE' || transaction.method === 'UPDATE') &&
        transaction.toTag !== undefined &&
        transaction.passedOnFrom === undefined,
    )
    .flatMap((asked) => {
      const made = madeIn(asked);
      return made.final === undefined ? [] : judged(call, asked, made, made.final);
    });
  return [...first, ...later];
}

/** What findings about a refusal of media have in common. */
export function mediaFound(
  refusal: MediaRefusal,
  quoted: readonly string[],
): Pick<Found, 'about' | 'values' | 'evidence' | 'entries'> {
  const { made, request, code, phrase } = refusal;
  const warned = firstHeader(made.message, 'Warning') === undefined ? [] : [quoteHeader(made, 'Warning')];
  return {
    ...(made.source !== undefined && { about: made.source }),
    values: {
      host: nameOf(made.source, made),
      code,
      phrase: { value: 'token', text: phrase === '' ? String(code) : phrase },
      midcall: refusal.isReInvite ? 'yes' : 'no',
    },
    evidence: [
      quoteStart(made),
      ...warned,
      quoteStart(request),
      ...quoted.map((beginning) => quoteSdp(request, beginning)),
    ],
    entries: entriesOf(made.message),
  };
}

/** True where the same side, or the other one, later agreed on media of this call again. */
export const agreedLater = (call: Call, { asked }: MediaRefusal): boolean =>
  call.transactions
    .slice(call.transactions.indexOf(asked) + 1)
    .some(
      (later) =>
        later.method === 'INVITE' &&
        later.toTag !== undefined &&
        (codeOf(later.final) ?? 0) >= 200 &&
        (codeOf(later.final) ?? 0) < 300,
    );

function judged(call: Call, asked: Transaction, hop: Transaction, made: TracedMessage): MediaRefusal[] {
  const request = hop.request ?? asked.request;
  const code = codeOf(made) ?? 0;
  if (request === undefined || code < 400 || made.message.kind !== 'response') return [];
  const phrase = made.message.reasonPhrase;
  const meaning = meaningOf(code, phrase);
  const warnings = headerFields(made.message, 'Warning').flatMap(({ value }) => parseWarnings(value));
  const offered = sessionOf(request);
  const kind = kindOf({
    code,
    meaning,
    offered,
    request,
    texts: [phrase, ...warnings.map(({ text }) => text), reasonText(made.message)].join(' '),
  });
  if (kind === undefined) return [];
  return [
    {
      kind,
      code,
      phrase,
      ...(meaning !== undefined && { meaning }),
      made,
      request,
      ...(offered !== undefined && { offered }),
      warnings,
      isReInvite: asked.toTag !== undefined,
      asked,
      offerer: senderOf(call, asked),
      refuser: answererOf(call, asked, made),
    },
  ];
}

interface Signs {
  readonly code: number;
  readonly meaning: Meaning | undefined;
  readonly offered: Session | undefined;
  readonly request: TracedMessage;
  readonly texts: string;
}

function kindOf({ code, meaning, offered, request, texts }: Signs): MediaRefusalKind | undefined {
  if (meaning === 'private-media' || (CODES.has(code) && PRIVATE_TELLS.test(texts))) return 'private-address';
  if (meaning === 'srtp' || ((CODES.has(code) || meaning === 'policy') && SRTP_TELLS.test(texts))) return 'srtp';
  if (meaning === 'no-codec') return 'media';
  if (!CODES.has(code)) return undefined;
  const open = offered?.media.filter(({ isOpen }) => isOpen) ?? [];
  if (open.some(({ kind }) => kind === 'image')) return 'fax';
  if (code === 415 || code === 406) return code === 415 ? 'body' : hasForeignBody(request.message) ? 'body' : undefined;
  if (offered === undefined) return isEmptyBody(request) ? 'no-offer' : 'media';
  return open.length > 0 && open.every(isSecureMedia) ? 'srtp' : 'media';
}

/** True for a body that is not only a session description. */
export function hasForeignBody(message: SipMessage): boolean {
  const type = firstHeader(message, 'Content-Type');
  return type !== undefined && parseContentType(type).type !== 'application/sdp';
}

const reasonText = (message: SipMessage): string =>
  headerFields(message, 'Reason')
    .map(({ value }) => value)
    .join(' ');
