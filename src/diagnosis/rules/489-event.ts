import { firstHeader, hasHeader } from '../../sip/fields.ts';
import { parseEvent } from '../../sip/headers/event.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { everyRequest } from '../look/every-request.ts';
import { nameOf } from '../look/name.ts';
import { lastWith, optionTags, tokens } from '../look/refused-extension.ts';
import type { Reason } from '../rule.ts';

/** 489 Bad Event: the receiver of a SUBSCRIBE, PUBLISH or NOTIFY does not have the event package (RFC 6665 8.3.2). */
export const [, ruleForCalls, rule] = everyRequest({
  id: '489-event',
  aliases: [],
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: [],
  spec: ['RFC 6665 4.1.3', 'RFC 6665 8.2.1', 'RFC 6665 8.3.2', 'RFC 3903 6'],
  find(subject) {
    const refused = lastWith(subject, 489);
    if (refused === undefined || refused.own.method === 'REFER') return [];
    const { request, response, own, times } = refused;
    const event = parseEvent(firstHeader(request.message, 'Event') ?? '');
    const allowed = optionTags(response, 'Allow-Events');
    return [
      {
        certainty: 'proven',
        atFault: event === undefined ? 'caller' : 'depends',
        ...(response.source !== undefined && { about: response.source }),
        values: {
          host: nameOf(response.source, response),
          event: tokens(event === undefined ? [] : [event.package]),
          allowed: tokens(allowed),
          named: event === undefined ? 'no' : 'yes',
          method: { value: 'token', text: own.method },
        },
        evidence: [
          quoteStart(response, times),
          event === undefined ? quoteStart(request) : quoteHeader(request, 'Event'),
          ...(hasHeader(response.message, 'Allow-Events') ? [quoteHeader(response, 'Allow-Events')] : []),
        ],
        reasons: reasonsOf(event?.package, allowed),
        entries: ['response/489'],
      },
    ];
  },
});

function reasonsOf(event: string | undefined, allowed: readonly string[]): Reason[] {
  // RFC 6665 8.2.1: SUBSCRIBE and NOTIFY carry exactly one Event.
  if (event === undefined) return [{ key: 'no-event', certainty: 'proven', atFault: 'caller' }];
  if (allowed.length === 0) return [];
  return allowed.includes(event)
    ? [{ key: 'allowed-elsewhere', certainty: 'possible', atFault: 'server' }]
    : [{ key: 'not-allowed', certainty: 'proven', atFault: 'depends' }];
}
