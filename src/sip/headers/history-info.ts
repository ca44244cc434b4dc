import { parseNumber, unescape } from '../scan.ts';
import { parseNameAddrs } from './name-addr.ts';
import type { NameAddr } from './name-addr.ts';
import { parseReasons } from './reason.ts';
import type { Reason } from './reason.ts';

/** One target that the request was sent to on its way, the oldest first (RFC 7044 5). */
export interface HistoryEntry extends NameAddr {
  /** `1.2.1`: where in the tree of retargeting. */
  readonly index?: string;
  /** Why it was left, from the Reason inside its URI. */
  readonly reasons: readonly Reason[];
  /** The redirection cause of RFC 4458 in its URI, such as 486 or 302. */
  readonly cause?: number;
}

/** Reads a row of History-Info. Never throws. */
export function parseHistoryInfo(value: string): HistoryEntry[] {
  return parseNameAddrs(value).map((address) => {
    const index = address.params.get('index');
    const cause = parseNumber(address.uri?.params.get('cause'));
    return {
      ...address,
      reasons: reasonsOf(address),
      ...(index === undefined ? {} : { index }),
      ...(cause === undefined ? {} : { cause }),
    };
  });
}

// <sip:bob@biloxi.example.com?Reason=SIP%3Bcause%3D302>
function reasonsOf(address: NameAddr): Reason[] {
  const rows = (address.uri?.headers ?? '').split('&').filter((row) => /^reason=/i.test(row));
  return rows.flatMap((row) => parseReasons(unescape(row.slice('reason='.length))));
}
