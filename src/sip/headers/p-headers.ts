import { parseParams } from '../scan.ts';
import type { Params } from '../scan.ts';
import { parseTokens } from './token-list.ts';

/** P-Access-Network-Info: the radio or line that the device is on (RFC 7315 4.4). */
export interface AccessNetwork {
  /** `3GPP-E-UTRAN-FDD`, `IEEE-802.11` ... */
  readonly type: string;
  readonly params: Params;
}

/** P-Charging-Vector: `icid` is the same on every hop of an IMS call (RFC 7315 4.6). */
export interface ChargingVector {
  readonly icid?: string;
  readonly params: Params;
}

/** Reads a P-Access-Network-Info. Never throws. */
export function parseAccessNetwork(value: string): AccessNetwork {
  const semicolon = value.indexOf(';');
  const type = (semicolon < 0 ? value : value.slice(0, semicolon)).trim();
  return { type, params: parseParams(semicolon < 0 ? '' : value.slice(semicolon + 1)) };
}

/** Reads a P-Charging-Vector. Never throws. */
export function parseChargingVector(value: string): ChargingVector {
  const params = parseParams(value);
  const icid = params.get('icid-value');
  return icid === undefined ? { params } : { icid, params };
}

/** Reads a Privacy: `id`, `header`, `none` ..., in lower case (RFC 3323 4.2, RFC 3325 9.3). */
export function parsePrivacy(value: string): string[] {
  return parseTokens(value.replaceAll(',', ';'), ';').map((token) => token.toLowerCase());
}
