import type { Call, Transaction } from '../../calls/types.ts';
import { headerFields } from '../../sip/fields.ts';
import { parseMaxForwards } from '../../sip/headers/max-forwards.ts';
import { parseVias } from '../../sip/headers/via.ts';
import { firstHeader } from '../../sip/fields.ts';
import type { SipMessage } from '../../sip/message.ts';
import type { TracedMessage } from '../../trace/traced.ts';

/** A message that passed one element more than once, as its Vias tell (RFC 3261 16.3). */
export interface Round {
  readonly message: TracedMessage;
  /** The element that stands there repeatedly, and how often. */
  readonly host: string;
  readonly times: number;
  readonly vias: number;
}

/** The INVITE or response of a call with the most passes through one element; undefined where each passed once. */
export function roundOf(call: Call): Round | undefined {
  const messages = call.transactions
    .filter(({ method }) => method === 'INVITE')
    .flatMap(({ request, final }) => [request, final]);
  const rounds = messages.flatMap((message) => (message === undefined ? [] : passes(message)));
  return rounds.toSorted((a, b) => b.times - a.times)[0];
}

/** The smallest and the largest Max-Forwards of the INVITEs, where they carry it (RFC 3261 20.22). */
export function maxForwardsOf(call: Call): { readonly first: number; readonly last: number } | undefined {
  const values = call.transactions.flatMap((transaction: Transaction) => {
    if (transaction.method !== 'INVITE' || transaction.request === undefined) return [];
    const value = parseMaxForwards(firstHeader(transaction.request.message, 'Max-Forwards') ?? '');
    return value === undefined ? [] : [value];
  });
  return values.length === 0 ? undefined : { first: Math.max(...values), last: Math.min(...values) };
}

function passes(message: TracedMessage): Round[] {
  const hosts = sentBy(message.message);
  const counts = new Map<string, number>();
  for (const host of hosts) counts.set(host, (counts.get(host) ?? 0) + 1);
  return [...counts]
    .filter(([, times]) => times > 1)
    .map(([host, times]) => ({ message, host, times, vias: hosts.length }));
}

// A user agent behind its own B2BUA on one address differs by its port.
function sentBy(message: SipMessage): string[] {
  return headerFields(message, 'Via').flatMap((field) =>
    parseVias(field.value).map(({ host, port }) => (port === undefined || port === 5060 ? host : `${host}:${port}`)),
  );
}
