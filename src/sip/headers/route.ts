import { parseNameAddrs } from './name-addr.ts';
import type { NameAddr } from './name-addr.ts';

/** One hop of Route, Record-Route, Path or Service-Route (RFC 3261 20.30, 20.34, RFC 3327, RFC 3608). */
export interface RouteHop extends NameAddr {
  /** Loose routing; a hop without it is a strict router of RFC 2543 (RFC 3261 16.12). */
  readonly loose: boolean;
}

/** Reads a row of hops, in the order in which they stand. Never throws. */
export function parseRoute(value: string): RouteHop[] {
  return parseNameAddrs(value).map((hop) => ({ ...hop, loose: hop.uri?.params.has('lr') ?? false }));
}
