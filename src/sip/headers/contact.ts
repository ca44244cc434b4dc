import { flaw } from '../flaw.ts';
import type { Flaw } from '../flaw.ts';
import { firstParts, parseNumber, splitList } from '../scan.ts';
import { checkSeconds } from './expires.ts';
import { checkNameAddr, parseNameAddr } from './name-addr.ts';
import type { NameAddr } from './name-addr.ts';

/** One Contact (RFC 3261 20.10). */
export interface Contact extends NameAddr {
  /** `*`: all bindings, in a REGISTER that removes them (RFC 3261 10.2.2). */
  readonly star: boolean;
  /** Seconds. */
  readonly expires?: number;
  /** 0 to 1. */
  readonly q?: number;
}

/** Reads a row of Contacts. Never throws. */
export function parseContacts(value: string): Contact[] {
  return splitList(value, ',').map(parseContact);
}

/** What is odd about a row of Contacts. Undefined: nothing. */
export function checkContact(value: string): Flaw[] | undefined {
  if (value === '*') return undefined;
  if (value === '') return [flaw('header-empty', 'RFC 3261 20.10')];
  const isOne = value.indexOf(',') < 0;
  if (isOne && !value.includes('expires')) return checkNameAddr(value);
  const parts = isOne ? [value] : firstParts(value);
  const flaws = parts.flatMap((part) => [...(checkNameAddr(part) ?? []), ...expiresFlaws(part)]);
  return flaws.length > 0 ? flaws : undefined;
}

function parseContact(value: string): Contact {
  if (value === '*') return { star: true, params: new Map() };
  const address = parseNameAddr(value);
  const expires = parseNumber(address.params.get('expires'));
  const q = Number.parseFloat(address.params.get('q') ?? '');
  return {
    ...address,
    star: false,
    ...(expires === undefined ? {} : { expires }),
    ...(q >= 0 && q <= 1 ? { q } : {}),
  };
}

function expiresFlaws(value: string): readonly Flaw[] {
  if (!value.includes('expires')) return [];
  const expires = parseNameAddr(value).params.get('expires');
  return expires === undefined ? [] : (checkSeconds(expires, 'RFC 3261 20.10') ?? []);
}
