import { headerByRest, knownHeader } from '../../sip/names.ts';

const NAME = /^([A-Za-z][A-Za-z0-9!%*_+`'~.-]{0,63})[ \t]*:/;
// One-letter names are also drive letters, list marks and units: the value must fit the field (RFC 3261 7.3.3).
const COMPACT_VALUE: Readonly<Record<string, RegExp>> = {
  v: /SIP\s*\/\s*2/i,
  f: /sips?:|tel:|</i,
  t: /sips?:|tel:|</i,
  m: /sips?:|tel:|<|^\s*\*/i,
  i: /^\s*\S+\s*$/,
  l: /^\s*\d+\s*$/,
  c: /^\s*[a-z]+\/[a-z]/i,
};
const LEVEL =
  /^(?:DEBUG|INFO|INFORMATION|NOTICE|WARN|WARNING|ERR|ERROR|CRIT|CRITICAL|ALERT|VERBOSE|TRACE|FATAL|EMERG|DBG|MESSAGE|NOTE|http|https|sip|sips|tel)$/i;

/** What a line looks like as a header field: one that SIP knows, one of unknown name, or none (RFC 3261 7.3). */
export type FieldKind = 'known' | 'unknown' | 'none';

/** Judges a line by its name before the colon; a name that lost its first letter when it was copied (`rom:`) counts as known. */
export function fieldKind(line: string): FieldKind {
  const name = NAME.exec(line)?.[1];
  if (name === undefined) return 'none';
  // WARNING:media_streamer: ...     <- a level; the field Warning begins with a code (RFC 3261 20.43)
  if (/^warning$/i.test(name)) return /^[^:]*:\s*\d{3}\b/.test(line) ? 'known' : 'none';
  if (name.length === 1) return isCompact(name, line) ? 'known' : 'none';
  if (knownHeader(name) !== undefined) return 'known';
  if (LEVEL.test(name)) return 'none';
  return headerByRest(name) !== undefined && /^[a-z]/.test(name) ? 'known' : 'unknown';
}

function isCompact(name: string, line: string): boolean {
  if (knownHeader(name) === undefined) return false;
  const value = line.slice(line.indexOf(':') + 1);
  return COMPACT_VALUE[name.toLowerCase()]?.test(value) ?? value.trim() !== '';
}

const TELLING =
  /^(?:(?:via|v)\s*:.*(?:\/|branch=|rport|received)|(?:from|to|rom|f|t|m|contact|route|record-route|path|(?:p-|remote-party)[\w-]+|refer-to|referred-by|diversion|history-info)\s*:.*(?:[<@;"]|sips?:|tel:|\d{2})|(?:call-id|all-id|i|session-id)\s*:\s*\S+\s*$|(?:cseq|seq)\s*:\s*\d+\s+[A-Z]|(?:content-length|l|max-forwards|expires|min-expires|session-expires|min-se|retry-after|rseq)\s*:\s*\d+|(?:allow|k|supported|require|event|o|allow-events)\s*:\s*[\w.-]+\s*(?:,|;|$)|(?:www|proxy)-auth\w+\s*:|authorization\s*:|(?:content-type|c)\s*:\s*\w+\/|(?:server|user-agent|warning|reason|date|x-[\w-]+|p-[\w-]+)\s*:.*[\d/;])/i;

/** True for a header field whose value is what SIP puts there: prose has lines such as `To: the office` and `Server: ours`, too. */
export function isTelling(line: string): boolean {
  return TELLING.test(line.length > 512 ? line.slice(0, 512) : line);
}

/** True for a line of a session description (RFC 8866 5), also where a space slipped in. */
export function isDescriptionLine(line: string): boolean {
  return line.charCodeAt(1) === 61 && /^[a-z]=/.test(line);
}

const FIELDS = [
  'Via|From|To|Call-ID|CSeq|Contact|Max-Forwards|Route|Record-Route|Content-Type|Content-Length|Content-Disposition|User-Agent|Server',
  'Allow|Supported|Require|Proxy-Require|Unsupported|Expires|Authorization|Proxy-Authorization|WWW-Authenticate|Proxy-Authenticate',
  'P-Asserted-Identity|P-Preferred-Identity|P-Access-Network-Info|Remote-Party-ID|Privacy|Diversion|History-Info|Session-Expires|Min-SE',
  'Allow-Events|Event|Subscription-State|Refer-To|Referred-By|Reason|Warning|Date|Timestamp|Subject|Accept|Cisco-Guid|Session-ID|RAck|RSeq',
  'Accept-Encoding|Accept-Language|Retry-After|Organization|Call-Info|Alert-Info|Error-Info|Identity|Path|Service-Route|Recv-Info|User-to-User',
  'Answer-Mode|Geolocation|MIME-Version|Min-Expires|Path|SIP-ETag|SIP-If-Match|X-[A-Za-z][A-Za-z0-9-]*',
].join('|');

/** A header field name of SIP with its colon, not part of a longer name; for texts that lost their line ends. */
export const FIELD_NAME = new RegExp(`(?<![A-Za-z0-9-])(?:${FIELDS})\\s?:`, 'g');

/** The same after white space only. */
export const SPACED_FIELD = new RegExp(`\\s+(?=(?:${FIELDS})\\s?:)`, 'g');

/** A header field name glued to the value before it: `...rport=5060From: <sip:...`. */
export const GLUED_FIELD =
  /(?<=[^\s-])(?=(?:Via|From|To|Call-ID|CSeq|Contact|Max-Forwards|Content-Type|Content-Length|User-Agent|Server|Allow|Supported|Expires): ?[^\s,;])/g;
