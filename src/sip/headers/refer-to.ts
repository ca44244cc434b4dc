import { unescape } from '../scan.ts';
import { parseNameAddr } from './name-addr.ts';
import type { NameAddr } from './name-addr.ts';
import { parseReplaces } from './replaces.ts';
import type { Replaces } from './replaces.ts';

/** Whom to call (RFC 3515 2.1); with `replaces` an attended transfer (RFC 5589 7). */
export interface ReferTo extends NameAddr {
  readonly method?: string;
  readonly replaces?: Replaces;
}

/** Reads a Refer-To. Never throws. */
export function parseReferTo(value: string): ReferTo {
  const address = parseNameAddr(value);
  const method = address.uri?.params.get('method');
  const row = (address.uri?.headers ?? '').split('&').find((header) => /^replaces=/i.test(header));
  const replaces = row === undefined ? undefined : parseReplaces(unescape(row.slice('replaces='.length)));
  return { ...address, ...(method === undefined ? {} : { method }), ...(replaces === undefined ? {} : { replaces }) };
}
