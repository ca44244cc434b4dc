import { codeOf } from '../../calls/message-facts.ts';
import type { AnyCall, Transaction } from '../../calls/types.ts';
import { headerValues } from '../../sip/fields.ts';
import { parseTokens } from '../../sip/headers/token-list.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import type { FindingValue } from '../rule.ts';
import { madeIn } from './transactions.ts';

/** A request refused with one certain code: on the hop of its sender, and on that of the element that made the code. */
export interface CodedRefusal {
  readonly own: Transaction;
  readonly made: Transaction;
  readonly request: TracedMessage;
  readonly response: TracedMessage;
}

/** The last request of a subject that was refused with this code, and how many were. */
export function lastWith(subject: AnyCall, code: number): (CodedRefusal & { readonly times: number }) | undefined {
  const refused = subject.transactions.filter(
    (transaction) => transaction.passedOnFrom === undefined && codeOf(transaction.final) === code,
  );
  const own = refused.at(-1);
  if (own?.request === undefined) return undefined;
  const made = madeIn(own);
  const response = made.final;
  return response === undefined
    ? undefined
    : { own, made, request: made.request ?? own.request, response, times: refused.length };
}

/** The option tags of a list field such as Require, in lower case. */
export const optionTags = ({ message }: TracedMessage, name: string): readonly string[] =>
  headerValues(message, name).flatMap((value) => parseTokens(value.toLowerCase()));

/** Option tags or event packages as one value. */
export const tokens = (names: readonly string[]): FindingValue => ({
  value: 'token',
  text: names.length === 0 ? '?' : names.join(', '),
});
