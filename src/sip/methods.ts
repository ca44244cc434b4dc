/** The methods registered with IANA (RFC 3261, 3262, 6665, 3311, 6086, 3515, 3428, 3903). */
export const METHODS: readonly string[] = [
  'INVITE',
  'ACK',
  'BYE',
  'CANCEL',
  'REGISTER',
  'OPTIONS',
  'PRACK',
  'SUBSCRIBE',
  'NOTIFY',
  'PUBLISH',
  'INFO',
  'REFER',
  'MESSAGE',
  'UPDATE',
];

const KNOWN: ReadonlyMap<string, string> = new Map(METHODS.map((method) => [method, method]));
const BY_REST: ReadonlyMap<string, string> = new Map(METHODS.map((method) => [method.slice(1), method]));

/** True for a registered method; methods are case-sensitive (RFC 3261 7.1). */
export function isKnownMethod(method: string): boolean {
  return KNOWN.has(method);
}

/** The same text, as one string for all messages where the method is registered. */
export function sharedMethod(method: string): string {
  return KNOWN.get(method) ?? method;
}

/** The method that lost its first letter when it was copied: `NVITE` is INVITE. */
export function methodByRest(rest: string): string | undefined {
  return BY_REST.get(rest);
}
