import { parseNumber } from '../scan.ts';
import { parseNameAddrs } from './name-addr.ts';
import type { NameAddr } from './name-addr.ts';

/** One redirection, the latest first (RFC 5806 5). */
export interface Diversion extends NameAddr {
  /** `unconditional`, `user-busy`, `no-answer`, `deflection` ... */
  readonly reason?: string;
  /** How many redirections this value stands for. */
  readonly counter?: number;
  readonly limit?: number;
}

/** Reads a row of Diversions. Never throws. */
export function parseDiversions(value: string): Diversion[] {
  return parseNameAddrs(value).map((address) => {
    const reason = address.params.get('reason');
    const counter = parseNumber(address.params.get('counter'));
    const limit = parseNumber(address.params.get('limit'));
    return {
      ...address,
      ...(reason === undefined ? {} : { reason }),
      ...(counter === undefined ? {} : { counter }),
      ...(limit === undefined ? {} : { limit }),
    };
  });
}
