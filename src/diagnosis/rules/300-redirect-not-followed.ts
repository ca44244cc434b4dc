import { firstHeader } from '../../sip/fields.ts';
import { parseContacts } from '../../sip/headers/contact.ts';
import { uriUser } from '../../sip/uri.ts';
import { nameOf } from '../look/name.ts';
import { refusalOf, refusedBy } from '../look/refusal.ts';
import { defineRule } from '../rule.ts';
import type { Certainty } from '../rule.ts';

// A client that follows does so at once: the new INVITE leaves with the ACK.
const FOLLOWS_MS = 2_000;
const SURELY_NOT_MS = 32_000;

/** A final 3xx after which the caller sent no new INVITE of this call (RFC 3261 8.1.3.4: it should go to the Contacts, with the same Call-ID). */
export const rule = defineRule({
  id: '300-redirect-not-followed',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: [],
  spec: ['RFC 3261 8.1.3.4', 'RFC 3261 21.3'],
  find(call) {
    const refusal = refusalOf(call);
    if (refusal === undefined || call.outcome !== 'redirected') return [];
    const contact = parseContacts(firstHeader(refusal.made.message, 'Contact') ?? '')[0]?.uri;
    // A tel URI names a number and no host (RFC 3966).
    const host = contact === undefined || contact.host !== '' ? (contact?.host ?? '') : (uriUser(contact) ?? '');
    const base = refusedBy(call, refusal, ['Contact']);
    const watchedMs =
      call.watchedUntil === undefined || call.final?.at === undefined ? 0 : call.watchedUntil - call.final.at;
    const { uac } = refusal.attempt;
    return [
      {
        ...base,
        certainty: certaintyOf(watchedMs),
        atFault: host === '' ? 'server' : 'caller',
        values: {
          ...base.values,
          caller: nameOf(uac, refusal.attempt.request),
          target: { value: 'host', text: host === '' ? '?' : host },
        },
        ...(uac !== undefined && host !== '' && { about: uac }),
        reasons: host === '' ? [{ key: 'no-contact', certainty: 'proven', atFault: 'server' }] : [],
      },
    ];
  },
});

const certaintyOf = (watchedMs: number): Certainty =>
  watchedMs >= SURELY_NOT_MS ? 'proven' : watchedMs >= FOLLOWS_MS ? 'likely' : 'possible';
