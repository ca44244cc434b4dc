import { parseNameAddr, parseNameAddrs } from './name-addr.ts';
import type { NameAddr } from './name-addr.ts';

/** One P-Asserted-Identity or P-Preferred-Identity with its verification status (RFC 3325 9.1, ATIS-1000074 5.3). */
export interface AssertedIdentity extends NameAddr {
  /** `TN-Validation-Passed`, `TN-Validation-Failed` or `No-TN-Validation`. */
  readonly verstat?: string;
}

/** A Remote-Party-ID, the draft that came before RFC 3325. */
export interface RemoteParty extends NameAddr {
  readonly party?: string;
  readonly screen?: string;
  readonly privacy?: string;
}

/** Reads a row of P-Asserted-Identity or P-Preferred-Identity. Never throws. */
export function parseAssertedIdentities(value: string): AssertedIdentity[] {
  return parseNameAddrs(value).map((address) => {
    // TEL: <tel:+1555;verstat=TN-Validation-Passed>; SIP: in the user part or after the bracket.
    const inUser = /;verstat=([^;@]+)/i.exec(address.uri?.user ?? '')?.[1];
    const verstat = address.uri?.params.get('verstat') ?? inUser ?? address.params.get('verstat');
    return verstat === undefined ? address : { ...address, verstat };
  });
}

/** Reads one Remote-Party-ID. Never throws. */
export function parseRemoteParty(value: string): RemoteParty {
  const address = parseNameAddr(value);
  const party = address.params.get('party');
  const screen = address.params.get('screen');
  const privacy = address.params.get('privacy');
  return {
    ...address,
    ...(party === undefined ? {} : { party }),
    ...(screen === undefined ? {} : { screen }),
    ...(privacy === undefined ? {} : { privacy }),
  };
}
