/** What the parser knows of a header field by its name. */
export interface HeaderName {
  /** The canonical long name. */
  readonly name: string;
  /** Lower-case name, as a key. */
  readonly key: string;
  /** A bit of its own where the field may stand only once in a message (RFC 3261 7.3.1), else 0. */
  readonly single: number;
  /** The number of the entry, for tables of functions. */
  readonly id: number;
  /** A line that begins with this name, in a text: `\nVia:`. */
  readonly needle: string;
}

// RFC 3261 7.3.3 and the IANA registry: compact forms.
const COMPACT: Readonly<Record<string, string>> = {
  a: 'Accept-Contact',
  b: 'Referred-By',
  c: 'Content-Type',
  d: 'Request-Disposition',
  e: 'Content-Encoding',
  f: 'From',
  i: 'Call-ID',
  j: 'Reject-Contact',
  k: 'Supported',
  l: 'Content-Length',
  m: 'Contact',
  n: 'Identity-Info',
  o: 'Event',
  r: 'Refer-To',
  s: 'Subject',
  t: 'To',
  u: 'Allow-Events',
  v: 'Via',
  x: 'Session-Expires',
  y: 'Identity',
};

const SINGLE = [
  'From',
  'To',
  'Call-ID',
  'CSeq',
  'Max-Forwards',
  'Content-Length',
  'Content-Type',
  'Expires',
  'Date',
  'Event',
  'Min-Expires',
  'Min-SE',
  'Session-Expires',
  'Refer-To',
  'Replaces',
  'RAck',
  'RSeq',
  'Retry-After',
  'Subscription-State',
  'Server',
  'User-Agent',
  'Timestamp',
  'MIME-Version',
  'Subject',
] as const;

const MANY = [
  'Via Contact Route Record-Route Allow Supported Require Proxy-Require Unsupported Accept Accept-Encoding',
  'Accept-Language Accept-Contact Reject-Contact Allow-Events Authorization Proxy-Authorization',
  'WWW-Authenticate Proxy-Authenticate Authentication-Info Proxy-Authentication-Info Warning Reason Error-Info',
  'Alert-Info Call-Info Content-Encoding Content-Language Content-Disposition Content-Transfer-Encoding',
  'Diversion History-Info Identity Identity-Info In-Reply-To Organization Path Priority Privacy Referred-By',
  'Refer-Sub Remote-Party-ID Reply-To Request-Disposition Resource-Priority Accept-Resource-Priority',
  'P-Asserted-Identity P-Preferred-Identity P-Access-Network-Info P-Called-Party-ID P-Charging-Vector',
  'P-Charging-Function-Addresses P-Visited-Network-ID P-Associated-URI P-Served-User P-Early-Media',
  'P-Preferred-Service P-Asserted-Service P-Media-Authorization P-RTP-Stat P-Registrar-Error',
  'Service-Route Session-ID Join Target-Dialog Geolocation Geolocation-Routing Geolocation-Error Flow-Timer',
  'Security-Client Security-Server Security-Verify SIP-ETag SIP-If-Match Suppress-If-Match Info-Package',
  'Recv-Info Max-Breadth User-to-User Feature-Caps Attestation-Info Origination-Id Permission-Missing',
  'Trigger-Consent Answer-Mode Priv-Answer-Mode Policy-Contact Cisco-Guid X-Asterisk-HangupCause',
  'X-Asterisk-HangupCauseCode X-FS-Support X-FS-Error X-Call-ID X-CID X-Genesys-CallUUID Remote-ID',
]
  .join(' ')
  .split(' ');

/** How many names are known. */
export const HEADER_COUNT = SINGLE.length + MANY.length;

const KNOWN = new Map<string, HeaderName>();
[...SINGLE, ...MANY].forEach((name, id) => {
  const key = name.toLowerCase();
  KNOWN.set(key, { name, key, single: id < SINGLE.length ? 1 << id : 0, id, needle: `\n${name}:` });
});
for (const [letter, name] of Object.entries(COMPACT)) KNOWN.set(letter, entry(name.toLowerCase()));

// Exact spellings first: almost every field of a real message is found by one look-up without changing its case.
const SPELLINGS = new Map<string, HeaderName>(KNOWN);
for (const known of KNOWN.values()) SPELLINGS.set(known.name, known);

// The same by a number made of the letters, so that nothing need be cut out of a text to look it up.
const BY_HASH = new Map<number, HeaderName>();
for (const known of KNOWN.values()) {
  let hash = 0;
  for (let at = 0; at < known.name.length; at++) hash = nameHash(hash, known.name.charCodeAt(at));
  BY_HASH.set(hash, known);
}

/** The hash of a name, letter by letter, from 0 on. */
export function nameHash(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0;
}

/** The known header field whose usual spelling stands in `text[at, end)`; `hash` is that of these letters. */
export function headerAt(text: string, at: number, end: number, hash: number): HeaderName | undefined {
  const known = BY_HASH.get(hash);
  return known !== undefined && known.name.length === end - at && text.startsWith(known.name, at) ? known : undefined;
}

const WITHOUT_FIRST_LETTER = new Map<string, HeaderName>();
for (const known of KNOWN.values()) {
  const rest = known.key.slice(1);
  if (rest.length >= 2 && !KNOWN.has(rest)) WITHOUT_FIRST_LETTER.set(rest, known);
}

/** What is known of a header field name in any case or compact form; undefined for an extension. */
export function knownHeader(name: string): HeaderName | undefined {
  return SPELLINGS.get(name) ?? KNOWN.get(name.toLowerCase());
}

/** The field whose name lost its first letter when it was copied: `rom` is From, `all-ID` is Call-ID. */
export function headerByRest(name: string): HeaderName | undefined {
  return WITHOUT_FIRST_LETTER.get(name.toLowerCase());
}

/** The long name in its usual spelling (`v` and `VIA` give `Via`); an unknown name as written. */
export function canonicalName(name: string): string {
  return knownHeader(name)?.name ?? name;
}

/** The bit of a field that may stand only once; 0 where it may repeat or is unknown. */
export function singleBit(name: string): number {
  return knownHeader(name)?.single ?? 0;
}

function entry(key: string): HeaderName {
  const known = KNOWN.get(key);
  if (known === undefined) throw new Error(`Unexpected compact form of ${key}, expected a listed header field name`);
  return known;
}
