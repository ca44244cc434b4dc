import { bodyParts } from '../../src/sip/bodies.ts';
import { headerFields, headerValues } from '../../src/sip/fields.ts';
import { parseNameAddr } from '../../src/sip/headers/name-addr.ts';
import { parseVias } from '../../src/sip/headers/via.ts';
import type { SipMessage } from '../../src/sip/message.ts';
import { parseParams } from '../../src/sip/scan.ts';
import { parseUri, uriUser } from '../../src/sip/uri.ts';

const ADDRESSES =
  'From To Contact Route Record-Route P-Asserted-Identity P-Preferred-Identity Remote-Party-ID Diversion History-Info Refer-To Referred-By Path'.split(
    ' ',
  );
const CREDENTIALS = 'Authorization Proxy-Authorization WWW-Authenticate Proxy-Authenticate'.split(' ');
const OPEN =
  /^(?:anonymous|anonymous\.invalid|localhost|unknown|restricted|unavailable|-|\*|0\.0\.0\.0|127\..*|::1?|255\.255\.255\.255|22[4-9]\..*|asterisk|sip|voip)?$/i;

/** Every value of a message that says who, where, or by which secret: read with the parsers, not with what replaces them. */
export function identifying(message: SipMessage): Set<string> {
  const found: (string | undefined)[] = [];
  const uri = (text: string): void => {
    const read = parseUri(text);
    found.push(uriUser(read), read.host);
  };
  if (message.kind === 'request') uri(message.requestUri);
  for (const name of ADDRESSES)
    for (const value of headerValues(message, name)) {
      const address = parseNameAddr(value);
      if (address.uri !== undefined) uri(address.uri.text);
      found.push(address.displayName, address.tag, address.params.get('+sip.instance'));
    }
  for (const field of headerFields(message, 'Via'))
    for (const via of parseVias(field.value))
      found.push(via.host, via.received, via.branch === 'z9hG4bK' ? undefined : via.branch);
  for (const field of headerFields(message, 'Call-ID')) found.push(field.value.trim());
  for (const name of CREDENTIALS)
    for (const { value } of headerFields(message, name)) {
      const params = parseParams(value.replace(/^\s*\w+\s+/, ''), ',');
      for (const key of ['username', 'realm', 'nonce', 'cnonce', 'response', 'opaque']) found.push(params.get(key));
    }
  for (const part of bodyParts(message)) if (part.type === 'application/sdp') found.push(...ofSdp(part.text));
  return new Set(found.flatMap((value) => (value === undefined || OPEN.test(value.trim()) ? [] : [value.trim()])));
}

function ofSdp(text: string): string[] {
  return text.split(/\r?\n/).flatMap((line): string[] => {
    const origin = /^o=(\S+) \S+ \S+ IN IP[46] (\S+)/.exec(line);
    const secret = /inline:([^|\s]+)|^a=ice-(?:pwd|ufrag):(\S+)|^a=fingerprint:\S+ (\S+)/.exec(line);
    const connection = /^c=IN IP[46] ([^\s/]+)/.exec(line);
    return [origin?.[1], origin?.[2], secret?.[1], secret?.[2], secret?.[3], connection?.[1]].filter(
      (value) => value !== undefined,
    );
  });
}
