import { parseParams } from '../scan.ts';

/** The two halves of an end-to-end session identifier (RFC 7989 5); a B2BUA keeps them where Call-IDs change. */
export interface SessionId {
  /** The UUID of the sender, 32 hexadecimal digits in lower case; zeros mean "not known yet". */
  readonly local: string;
  /** The UUID of the other end; absent in the form of RFC 7329. */
  readonly remote?: string;
}

/** Reads a Session-ID; undefined where no UUID leads. */
export function parseSessionId(value: string): SessionId | undefined {
  const semicolon = value.indexOf(';');
  const local = normal(semicolon < 0 ? value : value.slice(0, semicolon));
  if (!/^[0-9a-f]{32}$/.test(local)) return undefined;
  const remote = semicolon < 0 ? undefined : parseParams(value.slice(semicolon + 1)).get('remote');
  return remote === undefined ? { local } : { local, remote: normal(remote) };
}

function normal(uuid: string): string {
  return uuid.trim().toLowerCase().replaceAll('-', '');
}
