import { firstHeader, headerFields } from '../../sip/fields.ts';
import { parseDate } from '../../sip/headers/date.ts';
import { parseIdentity } from '../../sip/headers/identity.ts';
import type { Identity } from '../../sip/headers/identity.ts';
import { parseNameAddr } from '../../sip/headers/name-addr.ts';
import { uriUser } from '../../sip/uri.ts';
import type { TracedMessage } from '../../trace/traced.ts';

/** The signed identities of a request, as far as they can be read (RFC 8224 4). */
export const identitiesOf = ({ message }: TracedMessage): readonly Identity[] =>
  headerFields(message, 'Identity').map(({ value }) => parseIdentity(value));

/** Which signed number differs from what the request says now; undefined where none does or nothing can be compared (RFC 8224 6.2). */
export function rewritten(request: TracedMessage): 'orig' | 'dest' | undefined {
  const [identity] = identitiesOf(request).filter(({ readable, compact }) => readable && !compact);
  if (identity === undefined) return undefined;
  const asserted = ['From', 'P-Asserted-Identity']
    .map((name) => digitsOf(request, name))
    .filter((digits) => digits !== '');
  const orig = canonical(identity.orig);
  if (orig !== '' && asserted.length > 0 && !asserted.includes(orig)) return 'orig';
  const called = digitsOf(request, 'To');
  const dests = identity.dest.map(canonical).filter((digits) => digits !== '');
  return called !== '' && dests.length > 0 && !dests.includes(called) ? 'dest' : undefined;
}

const SECONDS_OF_ANY_ZONE = 14 * 3600;

/**
 * By how many seconds the time that was signed or dated differs from the time of the trace; undefined without a wall clock, and where the
 * unknown time zone of the log may be all of it.
 */
export function clockSkew(request: TracedMessage): number | undefined {
  const [iat] = identitiesOf(request).flatMap((identity) => (identity.iat === undefined ? [] : [identity.iat * 1000]));
  const told = iat ?? parseDate(firstHeader(request.message, 'Date') ?? '');
  if (told === undefined || request.at === undefined) return undefined;
  if (request.clock !== 'epoch' && request.clock !== 'local') return undefined;
  const skew = Math.round((told - request.at) / 1000);
  return request.clock === 'local' && Math.abs(skew) <= SECONDS_OF_ANY_ZONE ? undefined : skew;
}

// RFC 8224 8.3: numbers are compared as digits alone.
const canonical = (number: string | undefined): string =>
  number === undefined || !/^\+?[\d\s().-]+$/.test(number) ? '' : number.replace(/\D/g, '');

function digitsOf({ message }: TracedMessage, name: string): string {
  const uri = parseNameAddr(firstHeader(message, name) ?? '').uri;
  return canonical(uri === undefined ? undefined : uriUser(uri));
}
