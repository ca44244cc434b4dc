import { isKnownMethod } from '../sip/methods.ts';
import { canonicalName, knownHeader } from '../sip/names.ts';
import { unescape } from '../sip/scan.ts';
import { isIpv4 } from './wire-hosts.ts';

/** Values whose equality alone matters. */
export type IdKind = 'callId' | 'tag' | 'branch' | 'instance' | 'uuid' | 'etag' | 'path' | 'word' | 'realm' | 'guid';
/** How a secret is written, so that its dummy is written alike. */
export type SecretShape = 'hex' | 'base64' | 'colons' | 'text';

/** What a noted value is. */
export type ValueKind = 'user' | 'number' | 'host' | 'name' | `secret-${SecretShape}` | IdKind;

/** Kinds that say who or where: they win over an identifier that happens to read the same. */
export const PLAIN: ReadonlySet<ValueKind> = new Set<ValueKind>(['user', 'number', 'host', 'name']);

/** Values of so many characters are found wherever they stand, shorter ones as words of their own. */
export const SHORTEST = 6;

/** Values that name nobody. */
const OPEN = /^(?:anonymous|anonymous\.invalid|localhost|unknown|restricted|unavailable|-|\*|\?|)$/i;
const NUMBER = /^\+?[\d*#().\-\s]*\d[\d*#().\-\s]*$/;
/** Words of the protocol and of products that stand in fields of their own as well: as a value they are replaced there alone. */
const WORDS =
  /^(?:asterisk|freeswitch|kamailio|opensips|freepbx|yealink|grandstream|polycom|linphone|microsip|zoiper|sipp|sipsak|baresip|pjsua|twinkle|cisco|avaya|telephone-event|opus|pcma|pcmu|g7\d\d|speex|gsm|ilbc|h26[345]|vp8|phone|dialog|session|unknown|application|transport|registrar|terminated|active|pending|normal|service|private|sip\.conf|user|test)$/i;

export const isNumber = (text: string): boolean => NUMBER.test(unescape(text)) && !isIpv4(text);
export const isOpen = (text: string): boolean => OPEN.test(text.trim());
/** Words of the protocol and of products. */
export const isWord = (text: string): boolean =>
  WORDS.test(text) || isKnownMethod(text.toUpperCase()) || knownHeader(canonicalName(text)) !== undefined;
