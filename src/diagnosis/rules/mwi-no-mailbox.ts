import { codeOf } from '../../calls/message-facts.ts';
import { firstHeader } from '../../sip/fields.ts';
import { parseEvent } from '../../sip/headers/event.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { nameOf, partyOf, requestUser } from '../look/name.ts';
import { meaningOf } from '../look/phrases.ts';
import { lastWith } from '../look/refused-extension.ts';
import { defineRule } from '../rule.ts';

/** A subscription to message waiting is answered 404: the account has no mailbox at the server (RFC 3842 3.1, 3.3; chan_sip says so). */
export const rule = defineRule({
  id: 'mwi-no-mailbox',
  aliases: [],
  scope: 'other',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: ['request-rejected'],
  spec: ['RFC 3842 3.1', 'RFC 3842 3.3', 'RFC 6665 4.2.1.3'],
  find(subject) {
    const refused = [404, 480, 403]
      .map((code) => lastWith(subject, code))
      .find((one) => one !== undefined && one.own.method === 'SUBSCRIBE');
    if (
      refused === undefined ||
      parseEvent(firstHeader(refused.request.message, 'Event') ?? '')?.package !== 'message-summary'
    )
      return [];
    const { request, response, times } = refused;
    const code = codeOf(response) ?? 0;
    const phrase = response.message.kind === 'response' ? response.message.reasonPhrase : '';
    const isTold = /mailbox|voicemail/i.test(phrase) || meaningOf(code, phrase) === 'voicemail-missing';
    if (code !== 404 && !isTold) return [];
    return [
      {
        certainty: 'proven',
        atFault: 'server',
        ...(response.source !== undefined && { about: response.source }),
        values: {
          host: nameOf(response.source, response),
          user: partyOf(requestUser(request)),
          code,
          phrase: { value: 'token', text: phrase },
        },
        evidence: [quoteStart(response, times), quoteHeader(request, 'Event'), quoteStart(request)],
        reasons: isTold
          ? [{ key: 'told', certainty: 'proven', atFault: 'server' }]
          : [{ key: 'no-mailbox', certainty: 'likely', atFault: 'server' }],
        entries: [`response/${code}`],
      },
    ];
  },
});
