import { firstHeader } from '../../sip/fields.ts';
import { parseNameAddr } from '../../sip/headers/name-addr.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { digestTries, isOtherUser, quoteAnswer } from '../look/digest.ts';
import type { DigestTry } from '../look/digest.ts';
import type { Meaning } from '../look/phrases.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import type { Refusal } from '../look/refusal.ts';
import { isTlsDemand } from '../look/tls-demand.ts';
import { partyOf } from '../look/name.ts';
import { uriUser } from '../../sip/uri.ts';
import { defineRule } from '../rule.ts';
import type { Reason } from '../rule.ts';

/** Phrases that leave it open what of the account does not allow the call. */
const OPEN: ReadonlySet<Meaning | undefined> = new Set<Meaning | undefined>([
  undefined,
  'policy',
  'account-disabled',
  'not-registered',
]);

/**
 * A 403 to an INVITE that carried its digest, by the element that had asked for it: the login is known, this call is not allowed
 * (RFC 3261 21.4.4). A 403 of a hop further on is not the account's.
 */
export const rule = defineRule({
  id: 'auth-403-invite',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: [],
  spec: ['RFC 3261 21.4.4', 'RFC 3261 22.3'],
  find(call) {
    const refusal = refusalOf(call);
    const [tried] = digestTries(refusal === undefined ? [] : [refusal.attempt]);
    if (refusal?.code !== 403 || tried === undefined || tried.answers.length === 0 || !OPEN.has(refusal.meaning))
      return [];
    if (isTlsDemand(403, refusal.made.message, refusal.attempt) || !isOfAccount(refusal)) return [];
    const base = refusedBy(call, refusal);
    const [first, ...rest] = base.evidence;
    return [
      {
        ...base,
        certainty: 'proven',
        atFault: 'caller',
        values: { ...base.values, caller: partyOf(fromUser(tried.request)) },
        evidence: [first, quoteAnswer(tried.request), ...rest],
        reasons: reasonsOf(refusal, tried),
      },
    ];
  },
});

const isOfAccount = ({ madeIn, attempt }: Refusal): boolean => madeIn === undefined || madeIn === attempt;

const fromUser = ({ message }: TracedMessage): string => {
  const uri = parseNameAddr(firstHeader(message, 'From') ?? '').uri;
  return uri === undefined ? '' : (uriUser(uri) ?? '');
};

function reasonsOf({ meaning }: Refusal, { answers, request }: DigestTry): Reason[] {
  if (meaning === 'account-disabled') return [{ key: 'account-disabled', certainty: 'proven', atFault: 'server' }];
  if (meaning === 'not-registered') return [{ key: 'not-registered', certainty: 'proven', atFault: 'caller' }];
  return answers.some((answer) => isOtherUser(answer, request))
    ? [{ key: 'caller-number', certainty: 'possible', atFault: 'caller' }]
    : [];
}
