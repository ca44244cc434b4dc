import { firstHeader } from '../../sip/fields.ts';
import { parseContacts } from '../../sip/headers/contact.ts';
import { parseExpires } from '../../sip/headers/expires.ts';
import type { SipMessage } from '../../sip/message.ts';
import type { Transaction } from '../../calls/types.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { entriesOf } from '../look/entries.ts';
import { everyRequest } from '../look/every-request.ts';
import { nameOf } from '../look/name.ts';
import type { Reason } from '../rule.ts';

/**
 * A 423: the asked lifetime is shorter than the server's Min-Expires. The client is to ask again with at least that (RFC 3261 10.2.8, RFC 6665
 * 4.2.1.4, RFC 3903 4): where it did and was accepted, a note.
 */
export const [rule, ruleForCalls, ruleForOthers] = everyRequest({
  id: 'reg-423',
  aliases: [],
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: [],
  spec: ['RFC 3261 10.2.8', 'RFC 3261 10.3', 'RFC 3261 20.23', 'RFC 6665 4.2.1.4', 'RFC 3903 4'],
  find({ attempts, kind, outcome, method }) {
    const brief = attempts.filter((one) => codeOf(one) === 423);
    const last = brief.at(-1);
    if (kind === 'call' || last?.final === undefined) return [];
    const { final, request } = last;
    const minimum = parseExpires(firstHeader(final.message, 'Min-Expires') ?? '');
    const asked = request === undefined ? undefined : askedFor(request.message);
    const isResolved = outcome === 'registered' || outcome === 'answered';
    return [
      {
        certainty: 'proven',
        severity: isResolved ? 'note' : 'failure',
        atFault: isResolved ? 'nobody' : 'caller',
        ...(final.source !== undefined && { about: final.source }),
        values: {
          host: nameOf(final.source, final),
          method: { value: 'token', text: method },
          told: minimum === undefined ? 'no' : 'yes',
          minimum: minimum ?? 0,
          asked: asked ?? 0,
          count: brief.length,
        },
        evidence: [
          quoteStart(final, brief.length),
          ...(minimum === undefined ? [] : [quoteHeader(final, 'Min-Expires')]),
          ...(request === undefined
            ? []
            : [quoteHeader(request, firstHeader(request.message, 'Expires') === undefined ? 'Contact' : 'Expires')]),
        ],
        reasons: reasonsOf(brief, minimum, isResolved),
        entries: entriesOf(final.message),
      },
    ];
  },
});

const codeOf = ({ final }: Transaction): number | undefined =>
  final?.message.kind === 'response' ? final.message.statusCode : undefined;

// 10.2.1.1: the contact's own parameter goes before the Expires of the message.
const askedFor = (message: SipMessage): number | undefined =>
  parseContacts(firstHeader(message, 'Contact') ?? '')[0]?.expires ??
  parseExpires(firstHeader(message, 'Expires') ?? '');

function reasonsOf(brief: readonly Transaction[], minimum: number | undefined, isResolved: boolean): Reason[] {
  if (isResolved) return [];
  if (minimum === undefined) return [{ key: 'minimum-not-told', certainty: 'proven', atFault: 'server' }];
  return brief.length > 1 ? [{ key: 'asks-the-same-again', certainty: 'proven', atFault: 'caller' }] : [];
}
