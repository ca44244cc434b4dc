import { codeOf } from '../../calls/message-facts.ts';
import type { AnyCall, Transaction } from '../../calls/types.ts';
import { firstHeader } from '../../sip/fields.ts';
import { parseReferTo } from '../../sip/headers/refer-to.ts';
import { uriUser } from '../../sip/uri.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { madeIn, ownTransactions } from './transactions.ts';

/** A transfer that did not come about: its REFER was refused, or a NOTIFY told that the target did not take the call (RFC 3515 2.4.4, 2.4.5). */
export interface FailedTransfer {
  readonly refer: Transaction;
  readonly stage: 'refused' | 'target';
  readonly code: number;
  readonly phrase: string;
  /** The response to the REFER, or the NOTIFY. */
  readonly proof: TracedMessage;
  /** The dialled target, and whether it was to replace a dialog (RFC 5589 7). */
  readonly target: string;
  readonly isAttended: boolean;
}

const STATUS = /^SIP\/2\.0\s+(\d{3})(?:\s+(.*?))?\s*$/im;

/** The last REFER of a call or on its own, where it failed: an earlier one was made good by it. */
export function failedTransfer(subject: AnyCall): FailedTransfer | undefined {
  const refers = ownTransactions(subject, 'REFER');
  const last = refers.at(-1);
  return last === undefined ? undefined : (refused(last) ?? failedAtTarget(subject, last));
}

function refused(refer: Transaction): FailedTransfer | undefined {
  const code = codeOf(refer.final) ?? 0;
  // 401 and 407 ask for the REFER once more (RFC 3261 22).
  if (code < 300 || code === 401 || code === 407) return undefined;
  const made = madeIn(refer).final;
  if (made?.message.kind !== 'response') return undefined;
  return { refer, stage: 'refused', code, phrase: made.message.reasonPhrase, proof: made, ...targetOf(refer) };
}

function failedAtTarget(subject: AnyCall, refer: Transaction): FailedTransfer | undefined {
  const from = subject.transactions.indexOf(refer);
  // The NOTIFYs come from the other side than the REFER (RFC 3515 2.4.4).
  const told = subject.transactions.slice(from + 1).flatMap(({ method, request, fromTag }) => {
    if (method !== 'NOTIFY' || request === undefined || fromTag === refer.fromTag) return [];
    const status = STATUS.exec(request.message.body);
    return status === null ? [] : [{ request, code: Number(status[1]), phrase: status[2] ?? '' }];
  });
  const last = told.findLast(({ code }) => code >= 200);
  if (last === undefined || last.code < 300) return undefined;
  return { refer, stage: 'target', code: last.code, phrase: last.phrase, proof: last.request, ...targetOf(refer) };
}

function targetOf({ request }: Transaction): Pick<FailedTransfer, 'target' | 'isAttended'> {
  const value = request === undefined ? undefined : firstHeader(request.message, 'Refer-To');
  if (value === undefined) return { target: '', isAttended: false };
  const referTo = parseReferTo(value);
  return {
    target: (referTo.uri === undefined ? undefined : uriUser(referTo.uri)) ?? '',
    isAttended: referTo.replaces !== undefined,
  };
}
