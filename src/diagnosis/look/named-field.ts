import { headerFields } from '../../sip/fields.ts';
import { parseWarnings } from '../../sip/headers/warning.ts';
import type { TracedMessage } from '../../trace/traced.ts';

/** What refusals of malformed messages name, the longer names first. */
const FIELDS: readonly (readonly [RegExp, string])[] = [
  [/content-?\s?length/i, 'Content-Length'],
  [/content-?\s?type/i, 'Content-Type'],
  [/\brecord-?\s?route/i, 'Record-Route'],
  [/\bproxy-?\s?require/i, 'Proxy-Require'],
  [/\bmax-?\s?forwards/i, 'Max-Forwards'],
  [/\bsession-?\s?expires/i, 'Session-Expires'],
  [/\bmin-?se\b/i, 'Min-SE'],
  [/\brefer-?\s?to\b/i, 'Refer-To'],
  [/\bcall-?\s?id\b/i, 'Call-ID'],
  [/\bp-asserted-identity\b|\bpai\b/i, 'P-Asserted-Identity'],
  [/\bcseq\b/i, 'CSeq'],
  [/\brack\b/i, 'RAck'],
  [/\brseq\b/i, 'RSeq'],
  [/\breplaces\b/i, 'Replaces'],
  [/\bcontact\b/i, 'Contact'],
  [/\bvia\b/i, 'Via'],
  [/\bexpires\b/i, 'Expires'],
  [/\b(?:auth|authorization|credentials)\b/i, 'Authorization'],
  [/\broute\b/i, 'Route'],
  [/\b(?:request[- ]?|r-?|bad |process the )uri\b/i, 'Request-URI'],
  [/\b(?:invalid|bad|missing|malformed|parse|many) from\b|\bfrom (?:header|tag|in req|hf)\b|["'`<]from\b/i, 'From'],
  [
    /\b(?:invalid|bad|missing|malformed|parse|many) to\b(?! )|\b(?:invalid|bad|missing|malformed|many) to (?:header|tag)\b|\bto (?:header|tag|in req|hf)\b/i,
    'To',
  ],
  [/\bsdp\b|\bsession description\b|\bmedia description\b/i, 'SDP'],
];

/** The header field (or `SDP`, `Request-URI`) that a refusal names in its phrase or a Warning; undefined where it names none. */
export function namedField({ message }: TracedMessage): string | undefined {
  const phrase = message.kind === 'response' ? message.reasonPhrase : '';
  const warnings = headerFields(message, 'Warning').flatMap(({ value }) =>
    parseWarnings(value).map(({ text }) => text),
  );
  const text = [phrase, ...warnings].join(' ');
  return FIELDS.find(([pattern]) => pattern.test(text))?.[1];
}
