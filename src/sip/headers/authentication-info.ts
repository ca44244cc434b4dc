import { parseParams } from '../scan.ts';
import { some } from './challenge.ts';

/** What a server says after it has accepted credentials (RFC 3261 20.6, RFC 7616 3.5). Holds secrets: never show it. */
export interface AuthenticationInfo {
  readonly nextnonce?: string;
  readonly qop?: string;
  readonly rspauth?: string;
  readonly nc?: string;
}

/** Reads an Authentication-Info. Never throws. */
export function parseAuthenticationInfo(value: string): AuthenticationInfo {
  const params = parseParams(value, ',');
  return { ...some(params, 'nextnonce'), ...some(params, 'qop'), ...some(params, 'rspauth'), ...some(params, 'nc') };
}
