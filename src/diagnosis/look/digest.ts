import type { Transaction } from '../../calls/types.ts';
import { firstHeader, headerFields } from '../../sip/fields.ts';
import { parseChallenges } from '../../sip/headers/challenge.ts';
import type { Challenge } from '../../sip/headers/challenge.ts';
import { parseCredentials } from '../../sip/headers/credentials.ts';
import type { Credentials } from '../../sip/headers/credentials.ts';
import { parseNameAddr } from '../../sip/headers/name-addr.ts';
import type { SipMessage } from '../../sip/message.ts';
import { uriUser } from '../../sip/uri.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { quoteField, quoteStart } from '../evidence.ts';
import type { Evidence, Found } from '../rule.ts';
import { entriesOf } from './entries.ts';
import { nameOf, partyOf } from './name.ts';
import { once } from './once.ts';

/** One request with its answers to challenges, and what came back (RFC 3261 22, RFC 7616 3). */
export interface DigestTry {
  readonly transaction: Transaction;
  readonly request: TracedMessage;
  /** Its digests; the empty one of a first IMS request (RFC 3310 3.1) is none. */
  readonly answers: readonly Credentials[];
  readonly code?: number;
  readonly final?: TracedMessage;
  /** What a 401 or 407 asks for. */
  readonly challenges: readonly Challenge[];
}

/** A digest that was refused, with the challenge that it should have answered. */
export interface RefusedAnswer {
  readonly refused: DigestTry & { readonly code: number; readonly final: TracedMessage };
  readonly credentials: Credentials;
  readonly challengedBy?: DigestTry;
  readonly challenge?: Challenge;
  /** Whether realm and nonce are those of the challenge; `unseen` where no challenge before it was read. */
  readonly fit: 'fits' | 'realm-differs' | 'nonce-differs' | 'unseen';
}

/** The requests of a subject's own hop as tries, those without a request or with hardly any header field left out. */
export const digestTries = once(readDigestTries);

function readDigestTries(attempts: readonly Transaction[]): readonly DigestTry[] {
  return attempts.flatMap((transaction): DigestTry[] => {
    const { request, final } = transaction;
    if (request === undefined || !isWhole(request.message)) return [];
    const code = final?.message.kind === 'response' ? final.message.statusCode : undefined;
    return [
      {
        transaction,
        request,
        answers: answersOf(request.message),
        challenges: final !== undefined && isChallenge(code) ? challengesOf(final.message) : [],
        ...(code !== undefined && { code }),
        ...(final !== undefined && { final }),
      },
    ];
  });
}

/** The last digest that was refused and that no later success made good. */
export function refusedAnswer(tries: readonly DigestTry[]): RefusedAnswer | undefined {
  const index = tries.findLastIndex(({ answers, code }) => answers.length > 0 && code !== undefined && code >= 400);
  const refused = tries[index];
  if (
    refused?.code === undefined ||
    refused.final === undefined ||
    tries.slice(index).some(({ code }) => isSuccess(code))
  )
    return undefined;
  const challengedBy = tries
    .slice(0, index)
    .findLast((other) => other.challenges.length > 0 && precedes(other.final, refused.request));
  const realms = challengedBy?.challenges.map(({ realm }) => realm) ?? [];
  const credentials = refused.answers.findLast(({ realm }) => realms.includes(realm)) ?? refused.answers.at(-1);
  if (credentials === undefined) return undefined;
  const challenge =
    challengedBy?.challenges.find(({ realm }) => realm === credentials.realm) ?? challengedBy?.challenges[0];
  return {
    refused: { ...refused, code: refused.code, final: refused.final },
    credentials,
    ...(challengedBy !== undefined && { challengedBy }),
    ...(challenge !== undefined && { challenge }),
    fit: fitOf(credentials, challenge),
  };
}

export const isChallenge = (code: number | undefined): boolean => code === 401 || code === 407;
export const isSuccess = (code: number | undefined): boolean => code !== undefined && code >= 200 && code < 300;
/** RFC 7616 3.3: the digest was right, only its nonce too old. */
export const isStale = ({ challenges }: DigestTry): boolean => challenges.some(({ stale }) => stale === true);

/** True where the message has its header fields: the one-line summaries of tcpdump and tshark have not. */
export const isWhole = (message: SipMessage): boolean =>
  firstHeader(message, 'Via') !== undefined && firstHeader(message, 'From') !== undefined;

/** The user that a request speaks for: To of a REGISTER, else From (RFC 3261 10.2, 8.1.1.3). */
export function ownUser({ message }: TracedMessage): string {
  const field = message.kind === 'request' && message.method === 'REGISTER' ? 'To' : 'From';
  const uri = parseNameAddr(firstHeader(message, field) ?? '').uri;
  return uri === undefined ? '' : (uriUser(uri) ?? '');
}

/** True where a digest user, with or without its realm, is another one than the user of the address. */
export function isOtherUser(credentials: Credentials, request: TracedMessage): boolean {
  const login = (credentials.username ?? '').toLowerCase().replace(/@.*$/, '');
  const own = ownUser(request).toLowerCase();
  return login !== '' && own !== '' && login !== own;
}

/** What findings about a refused digest have in common: who refused, whose login, and the lines that show it. */
export function answerFound({
  refused,
  credentials,
  challengedBy,
  challenge,
}: RefusedAnswer): Pick<Found, 'about' | 'values' | 'evidence' | 'entries'> {
  const { final, request, code } = refused;
  const { message } = request;
  return {
    ...(final.source !== undefined && { about: final.source }),
    values: {
      host: nameOf(final.source, final),
      user: partyOf(ownUser(request)),
      login: partyOf(credentials.username ?? ''),
      realm: { value: 'host', text: challenge?.realm ?? credentials.realm ?? '?' },
      sent: { value: 'host', text: credentials.realm ?? '?' },
      code,
      phrase: { value: 'token', text: final.message.kind === 'response' ? final.message.reasonPhrase : '' },
      method: { value: 'token', text: message.kind === 'request' ? message.method : '' },
    },
    evidence: [
      quoteStart(final),
      quoteAnswer(request),
      ...(challengedBy?.final === undefined ? [] : [quoteChallenge(challengedBy.final)]),
    ],
    entries: entriesOf(final.message),
  };
}

/** The row with the challenge as evidence, its nonce left out. */
export const quoteChallenge = (response: TracedMessage): Evidence =>
  quoteRow(response, ['WWW-Authenticate', 'Proxy-Authenticate']);

/** The row with the credentials as evidence, without what could be used. */
export const quoteAnswer = (request: TracedMessage): Evidence =>
  quoteRow(request, ['Authorization', 'Proxy-Authorization']);

function quoteRow(traced: TracedMessage, names: readonly string[]): Evidence {
  const field = names.flatMap((name) => headerFields(traced.message, name)).at(-1);
  return field === undefined ? quoteStart(traced) : quoteField(traced, field);
}

function fitOf(credentials: Credentials, challenge: Challenge | undefined): RefusedAnswer['fit'] {
  if (challenge === undefined) return 'unseen';
  if (credentials.realm !== challenge.realm) return 'realm-differs';
  return credentials.nonce === challenge.nonce ? 'fits' : 'nonce-differs';
}

const isDigest = ({ scheme }: { readonly scheme: string }): boolean => /^digest$/i.test(scheme);

const answersOf = (message: SipMessage): Credentials[] =>
  ['Authorization', 'Proxy-Authorization']
    .flatMap((name) => headerFields(message, name))
    .map(({ value }) => parseCredentials(value))
    .filter(
      (found): found is Credentials =>
        found !== undefined && isDigest(found) && (found.response ?? '') !== '' && (found.nonce ?? '') !== '',
    );

const challengesOf = (message: SipMessage): Challenge[] =>
  ['WWW-Authenticate', 'Proxy-Authenticate']
    .flatMap((name) => headerFields(message, name))
    .flatMap(({ value }) => parseChallenges(value))
    .filter(isDigest);

// A request that was on its way when the challenge came cannot answer it.
const precedes = (first: TracedMessage | undefined, second: TracedMessage): boolean =>
  first?.at === undefined || second.at === undefined || first.at <= second.at;
