import type { Call, Transaction } from '../../calls/types.ts';
import { isInDialog, ownTransactions } from './transactions.ts';

/** A request whose CSeq number lies below that of an earlier one of the same side and dialog (RFC 3261 12.2.1.1, 12.2.2). */
export interface OutOfOrder {
  readonly late: Transaction;
  readonly higher: Transaction;
}

/** Every request of a side counts up, ACK and CANCEL apart: they carry the number of their INVITE. */
const COUNTED = [
  'INVITE',
  'UPDATE',
  'INFO',
  'BYE',
  'REFER',
  'NOTIFY',
  'MESSAGE',
  'PRACK',
  'OPTIONS',
  'SUBSCRIBE',
] as const;

/** All requests of a call in a dialog that came with too low a number, in their order. */
export function outOfOrder(call: Call): readonly OutOfOrder[] {
  const highest = new Map<string, Transaction>();
  const found: OutOfOrder[] = [];
  for (const transaction of ownTransactions(call, ...COUNTED)) {
    const { cseq, fromTag = '', request } = transaction;
    if (cseq === undefined || request === undefined || fromTag === '') continue;
    // An SBC may keep the tags and count on its own.
    const sender = `${fromTag} ${transaction.uac?.address ?? ''}`;
    const before = highest.get(sender);
    if (before?.cseq !== undefined && cseq < before.cseq && isInDialog(transaction))
      found.push({ late: transaction, higher: before });
    if (before?.cseq === undefined || cseq > before.cseq) highest.set(sender, transaction);
  }
  return found;
}
