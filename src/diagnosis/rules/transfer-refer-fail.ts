import type { AnyCall } from '../../calls/types.ts';
import { hasHeader } from '../../sip/fields.ts';
import { quoteBody, quoteHeader, quoteStart } from '../evidence.ts';
import { entryOfCode } from '../look/entries.ts';
import { everyRequest } from '../look/every-request.ts';
import { nameOf, partyOf } from '../look/name.ts';
import { failedTransfer } from '../look/transfer.ts';
import type { FailedTransfer } from '../look/transfer.ts';
import type { AtFault, Reason } from '../rule.ts';

/** A transfer failed: the REFER was refused, or the NOTIFY about it carries a failure in its sipfrag (RFC 3515 2.4.2, 2.4.4, RFC 5589). */
export const [, rule, ruleForOthers] = everyRequest({
  id: 'transfer-refer-fail',
  aliases: [],
  severity: 'failure',
  needs: [],
  when: ['mid-call'],
  explains: ['481-midcall', 'request-rejected', 'bye-no-reason-immediate'],
  spec: ['RFC 3515 2.4.2', 'RFC 3515 2.4.4', 'RFC 3515 2.4.5', 'RFC 5589 6', 'RFC 3891 3'],
  find(subject: AnyCall) {
    const failed = failedTransfer(subject);
    if (failed === undefined) return [];
    const { refer, stage, code, phrase, proof, target } = failed;
    const reasons = reasonsOf(failed);
    const first = stage === 'refused' ? quoteStart(proof) : quoteBody(proof, 'SIP/2.0');
    return [
      {
        certainty: 'proven',
        atFault: reasons[0]?.atFault ?? 'depends',
        ...(proof.source !== undefined && { about: proof.source }),
        values: {
          host: nameOf(proof.source, proof),
          stage,
          code,
          phrase: { value: 'token', text: phrase === '' ? String(code) : phrase },
          number: partyOf(target),
        },
        evidence: [
          first,
          ...(refer.request === undefined
            ? []
            : [
                hasHeader(refer.request.message, 'Refer-To')
                  ? quoteHeader(refer.request, 'Refer-To')
                  : quoteStart(refer.request),
              ]),
        ],
        reasons,
        entries: [entryOfCode(code)],
      },
    ];
  },
});

function reasonsOf(failed: FailedTransfer): Reason[] {
  const { stage, code, isAttended } = failed;
  const reason = (key: string, atFault: AtFault): Reason[] => [{ key, certainty: 'likely', atFault }];
  if (stage === 'refused') {
    if (code === 405 || code === 501 || code === 489 || code === 420) return reason('refer-unknown', 'depends');
    if (code === 603 || code === 403) return reason('refer-not-allowed', 'depends');
    return code === 481 ? reason('dialog-unknown', 'depends') : [];
  }
  if (code === 481 || (isAttended && code === 603)) return reason('replaced-dialog-unknown', 'server');
  if (code === 404 || code === 484 || code === 604 || code === 410) return reason('target-unknown', 'depends');
  if (code === 486 || code === 600 || code === 603) return reason('target-busy', 'depends');
  if (code === 408 || code === 480 || code === 487) return reason('target-silent', 'depends');
  return code === 403 || code === 503 ? reason('target-not-allowed', 'server') : [];
}
