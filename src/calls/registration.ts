import { firstHeader, headerFields } from '../sip/fields.ts';
import { parseContacts } from '../sip/headers/contact.ts';
import type { Contact } from '../sip/headers/contact.ts';
import { parseExpires } from '../sip/headers/expires.ts';
import { parseNameAddr } from '../sip/headers/name-addr.ts';
import type { SipMessage } from '../sip/message.ts';
import type { Endpoint, TracedMessage } from '../trace/traced.ts';
import { codeOf } from './message-facts.ts';
import type { OpenTransaction } from './state.ts';

/** What only a registration has (RFC 3261 10). */
export interface RegistrationParts {
  readonly aor: string;
  readonly registrar?: Endpoint;
  readonly unregister: boolean;
  readonly expiresAsked?: number;
  readonly expiresGranted?: number;
  readonly contacts: readonly Contact[];
}

/** Reads the parts from the attempts of a registration; `first` is its first message. */
export function registrationParts(
  attempts: readonly OpenTransaction[],
  first: TracedMessage | undefined,
): RegistrationParts {
  const request = attempts.findLast((attempt) => attempt.request !== undefined)?.request?.message;
  const accepted = attempts.findLast((attempt) => isAccepted(attempt))?.final?.message;
  const asked = request === undefined ? [] : contactsOf(request);
  const bound = accepted === undefined ? [] : contactsOf(accepted);
  const expiresAsked = asked[0]?.expires ?? seconds(request);
  const expiresGranted = grantedTo(asked[0], bound) ?? seconds(accepted);
  const registrar = attempts[0]?.uas;
  return {
    aor: first === undefined ? '' : addressOfRecord(first.message),
    ...(registrar === undefined ? {} : { registrar }),
    unregister: expiresAsked === 0,
    ...(expiresAsked === undefined ? {} : { expiresAsked }),
    ...(expiresGranted === undefined ? {} : { expiresGranted }),
    contacts: accepted === undefined ? asked : bound,
  };
}

function isAccepted(attempt: OpenTransaction): boolean {
  const code = codeOf(attempt.final) ?? 0;
  return code >= 200 && code < 300;
}

// 10.3: a registrar lists all bindings of the address-of-record; the device's own one tells its lifetime.
function grantedTo(own: Contact | undefined, bound: readonly Contact[]): number | undefined {
  if (bound.length === 1) return bound[0]?.expires;
  const uri = own?.uri;
  return bound.find(
    (contact) => contact.uri?.host === uri?.host && contact.uri?.port === uri?.port && contact.uri?.user === uri?.user,
  )?.expires;
}

function contactsOf(message: SipMessage): Contact[] {
  return headerFields(message, 'Contact').flatMap((field) => parseContacts(field.value));
}

function seconds(message: SipMessage | undefined): number | undefined {
  const value = message === undefined ? undefined : firstHeader(message, 'Expires');
  return value === undefined ? undefined : parseExpires(value);
}

function addressOfRecord(message: SipMessage): string {
  const uri = parseNameAddr(firstHeader(message, 'To') ?? '').uri;
  if (uri === undefined) return '';
  return uri.user === undefined ? uri.host : `${uri.user}@${uri.host}`;
}
