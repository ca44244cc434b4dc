import { firstHeader } from '../../sip/fields.ts';
import { parseNameAddr } from '../../sip/headers/name-addr.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { digestTries, isSuccess, quoteChallenge } from '../look/digest.ts';
import type { DigestTry } from '../look/digest.ts';
import { entriesOf } from '../look/entries.ts';
import { everyRequest } from '../look/every-request.ts';
import { nameOf } from '../look/name.ts';
import { isAddress } from '../look/private-address.ts';

/** Phrases that name the domain of the sender as the fault. */
const TELLS =
  /\b(?:from|to|sip|caller|user|unknown|invalid|wrong|bad) ?-?(?:uri )?(?:domain|realm)\b|\bdomain\b.*\b(?:not (?:served|allowed|known|found|local)|unknown|mismatch|invalid)|\bpassword or domain\b/i;

/** Phrases that say no more than their code. */
const PLAIN = /^\W*(?:forbidden|not found|user not found)?\W*$/i;

/**
 * A 403 or 404 to a request whose From names another domain than the provider's: its phrase says so, or From shows a bare address where
 * the provider's realm is a domain (RFC 3261 8.1.1.3, 16.3).
 */
export const [rule, ruleForCalls] = everyRequest({
  id: 'wrong-from-domain',
  aliases: [],
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['auth-403-invite', 'reg-403-no-challenge', 'reg-404'],
  spec: ['RFC 3261 8.1.1.3', 'RFC 3261 10.2'],
  find({ attempts, final, outcome, madeBy, kind }) {
    const attempt = attempts.findLast((one) => one.final === final);
    const tries = digestTries(attempts);
    const tried = tries.find(({ transaction }) => transaction === attempt);
    if (
      outcome !== 'rejected' ||
      final?.message.kind !== 'response' ||
      tried === undefined ||
      tries.some(({ code }) => isSuccess(code))
    )
      return [];
    if (![403, 404].includes(final.message.statusCode) || (madeBy !== undefined && madeBy.transaction !== attempt))
      return [];
    const host =
      parseNameAddr(firstHeader(tried.request.message, kind === 'registration' ? 'To' : 'From') ?? '').uri?.host ?? '';
    const challenged = tries.findLast(({ challenges }) => challenges.length > 0);
    const realm = challenged?.challenges[0]?.realm ?? '';
    const isTold = TELLS.test(final.message.reasonPhrase);
    // A phrase that says something else is about that.
    if (!isTold && !PLAIN.test(final.message.reasonPhrase)) return [];
    // A digest that was refused is about its password first.
    if (!isTold && !(kind === 'call' && isForeign(host, realm, tried))) return [];
    return [
      {
        certainty: isTold && !/password/i.test(final.message.reasonPhrase) ? 'proven' : 'likely',
        atFault: 'caller',
        ...(final.source !== undefined && { about: final.source }),
        values: {
          host: nameOf(final.source, final),
          domain: { value: 'host', text: host === '' ? '?' : host },
          realm: { value: 'host', text: realm === '' ? '?' : realm },
          code: final.message.statusCode,
          told: isTold ? 'yes' : 'no',
        },
        evidence: [
          quoteStart(final),
          quoteHeader(tried.request, kind === 'registration' ? 'To' : 'From'),
          ...(challenged?.final === undefined ? [] : [quoteChallenge(challenged.final)]),
        ],
        entries: entriesOf(final.message),
      },
    ];
  },
});

// A realm with a dot is a domain; `asterisk` is just a name.
const isForeign = (host: string, realm: string, tried: DigestTry): boolean =>
  isAddress(host) && realm.includes('.') && !isAddress(realm) && tried.answers.length > 0 && tried.code === 403;
