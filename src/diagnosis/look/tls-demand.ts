import type { Transaction } from '../../calls/types.ts';
import { extensionFields, firstHeader, headerFields } from '../../sip/fields.ts';
import { parseVia } from '../../sip/headers/via.ts';
import { parseWarnings } from '../../sip/headers/warning.ts';
import type { SipMessage } from '../../sip/message.ts';
import { meaningOf } from './phrases.ts';

const SECURE: ReadonlySet<string> = new Set(['TLS', 'WSS']);
/** RFC 5630 6.3: warn-code 381 is "SIPS Required". */
const SIPS_REQUIRED = 381;
/** What gateways put into Warning and X- header fields: Twilio's 32209, pjsip's and others' words. */
const TELLS =
  /\b32209\b|\b(?:TLS|sips|secure (?:transport|session|connection|sip))\b.*\b(?:required?|only|must|needed|mandatory)\b|\brequires? (?:a )?(?:TLS|sips|secure)\b|\bnon-?secure\b|\binsecure (?:transport|connection)\b/i;

/** True where a refusal asks for TLS: by its phrase, a Warning or a field of its own, and the request came without. */
export function isTlsDemand(code: number, response: SipMessage, attempt: Transaction | undefined): boolean {
  return code >= 400 && (tellsByPhrase(code, response) || tellsByField(response)) && !isSecure(attempt);
}

function tellsByPhrase(code: number, response: SipMessage): boolean {
  const phrase = response.kind === 'response' ? response.reasonPhrase : '';
  return meaningOf(code, phrase) === 'tls-required' || TELLS.test(phrase);
}

function tellsByField(response: SipMessage): boolean {
  const warnings = headerFields(response, 'Warning').flatMap(({ value }) => parseWarnings(value));
  return (
    warnings.some((warning) => warning.code === SIPS_REQUIRED || TELLS.test(warning.text)) ||
    headerFields(response, 'Reason').some(({ value }) => TELLS.test(value)) ||
    extensionFields(response).some(({ name, value }) => /^x-/i.test(name) && TELLS.test(value))
  );
}

/** True where the request went over TLS, as far as its Via and the trace tell. */
export const isSecure = (attempt: Transaction | undefined): boolean => {
  const request = attempt?.request;
  if (request === undefined) return false;
  return (
    SECURE.has(request.transport ?? '') || SECURE.has(parseVia(firstHeader(request.message, 'Via') ?? '').transport)
  );
};
