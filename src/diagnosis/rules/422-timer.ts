import { firstHeader, hasHeader } from '../../sip/fields.ts';
import { parseSessionTimer } from '../../sip/headers/session-timer.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { quoteHeader, quoteStart } from '../evidence.ts';
import { nameOf } from '../look/name.ts';
import { lastWith } from '../look/refused-extension.ts';
import { senderOf } from '../look/side.ts';
import { succeededLater } from '../look/transactions.ts';
import { defineRule } from '../rule.ts';
import type { Reason } from '../rule.ts';

/**
 * 422: Session-Expires lies below the Min-SE of an element on the way. The sender is to ask again with that much (RFC 4028 6, 7.3): where it did
 * and was heard, a note.
 */
export const rule = defineRule({
  id: '422-timer',
  aliases: [],
  scope: 'call',
  severity: 'failure',
  needs: [],
  when: ['refusal'],
  explains: [],
  spec: ['RFC 4028 5', 'RFC 4028 6', 'RFC 4028 7.3', 'RFC 4028 8.1'],
  find(call) {
    const refused = lastWith(call, 422);
    if (refused === undefined) return [];
    const { request, response, own, times } = refused;
    const least = secondsIn(response, 'Min-SE');
    const asked = secondsIn(request, 'Session-Expires');
    const fault = senderOf(call, own);
    const reasons: Reason[] = reasonsOf(
      least,
      asked,
      times,
      fault === 'server' ? 'server' : fault === 'callee' ? 'callee' : 'caller',
    );
    return [
      {
        ...(succeededLater(call, own) && { severity: 'note' as const }),
        certainty: 'proven',
        atFault: reasons[0]?.atFault ?? (own.toTag === undefined ? 'caller' : fault),
        ...(response.source !== undefined && { about: response.source }),
        values: {
          host: nameOf(response.source, response),
          asked: asked ?? 0,
          known: asked === undefined ? 'no' : 'yes',
          least: least ?? 0,
          named: least === undefined ? 'no' : 'yes',
        },
        evidence: [quoteStart(response, times), ...present(response, 'Min-SE'), ...present(request, 'Session-Expires')],
        reasons,
        entries: ['response/422'],
      },
    ];
  },
});

function reasonsOf(
  least: number | undefined,
  asked: number | undefined,
  times: number,
  sender: Reason['atFault'],
): Reason[] {
  // RFC 4028 6: the 422 has to tell the minimum.
  if (least === undefined) return [{ key: 'no-minimum', certainty: 'proven', atFault: 'server' }];
  if (asked !== undefined && asked >= least) return [{ key: 'long-enough', certainty: 'proven', atFault: 'server' }];
  return times > 1 ? [{ key: 'asked-again', certainty: 'proven', atFault: sender }] : [];
}

const secondsIn = ({ message }: TracedMessage, name: string): number | undefined =>
  parseSessionTimer(firstHeader(message, name) ?? '')?.seconds;

const present = (traced: TracedMessage, name: string): ReturnType<typeof quoteHeader>[] =>
  hasHeader(traced.message, name) ? [quoteHeader(traced, name)] : [];
