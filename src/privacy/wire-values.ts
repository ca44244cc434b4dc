import { unescape } from '../sip/scan.ts';
import { createHostAliases, isIpv4, isIpv6 } from './wire-hosts.ts';
import { isNumber, isOpen, PLAIN, SHORTEST, type IdKind, type SecretShape, type ValueKind } from './wire-kinds.ts';
import { createNumberAliases } from './wire-numbers.ts';
import { createSweep } from './wire-sweep.ts';

export type { IdKind, SecretShape, ValueKind } from './wire-kinds.ts';

/** What happens to each kind of value of a message: the first pass takes note of them, the second puts aliases. */
export interface WireValues {
  /** A user of a URI or a login: a number, an address or a name. */
  user(text: string): string;
  number(text: string): string;
  host(text: string): string;
  /** A display name. */
  name(text: string): string;
  id(kind: IdKind, text: string): string;
  secret(shape: SecretShape, text: string): string;
  /** Text of no known form: what was noted elsewhere is replaced in it. */
  known(text: string): string;
}

/** What the first pass noted. */
export interface Noted extends WireValues {
  /** The values in their order, by kind. */
  readonly values: ReadonlyMap<string, ValueKind>;
}

/** The first pass: text comes back as it went in. */
export function noteValues(): Noted {
  const values = new Map<string, ValueKind>();
  const note =
    (kind: ValueKind) =>
    (text: string): string => {
      const value = kind === 'host' ? text.toLowerCase() : text;
      const before = values.get(value);
      if (!isOpen(value) && (before === undefined || (!PLAIN.has(before) && PLAIN.has(kind)))) values.set(value, kind);
      return text;
    };
  const number = (text: string): string => (note('number')(unescape(text)), text);
  const user = (text: string): string =>
    isNumber(text)
      ? number(text)
      : isIpv4(text) || isIpv6(text)
        ? note('host')(text)
        : note('user')(unescape(text)) && text;
  return {
    values,
    user,
    number,
    host: note('host'),
    name: (text) => (isNumber(text) ? number(text) : note('name')(text)),
    id: (kind, text) => note(kind)(text),
    secret: (shape, text) => note(`secret-${shape}`)(text),
    known: (text) => text,
  };
}

/** The second pass: aliases, none of which is, or holds, a value that was noted. Same value, same alias. */
export function aliasValues(noted: ReadonlyMap<string, ValueKind>): WireValues {
  const originals = new Set([...noted.keys()].map((value) => value.toLowerCase()));
  const isFree = (alias: string): boolean => {
    const lower = alias.toLowerCase();
    if (originals.has(lower)) return false;
    for (let from = 0; from + SHORTEST <= lower.length; from += 1)
      for (let to = from + SHORTEST; to <= lower.length; to += 1)
        if (originals.has(lower.slice(from, to))) return false;
    return true;
  };
  const numbers = createNumberAliases(
    [...noted].filter(([, kind]) => kind === 'number').map(([value]) => value),
    isFree,
  );
  const hosts = createHostAliases(isFree);
  const given = new Map<string, string>();
  const counts = new Map<string, number>();
  const once = (kind: string, value: string, make: (count: number) => string): string => {
    const key = `${kind} ${value}`;
    const before = given.get(key);
    if (before !== undefined) return before;
    for (let count = (counts.get(kind) ?? 0) + 1; ; count += 1) {
      const alias = make(count);
      if (!isFree(alias) && count < 100_000) continue;
      counts.set(kind, count);
      given.set(key, alias);
      return alias;
    }
  };
  const host = (text: string): string => (isOpen(text) ? text : hosts.of(text));
  const number = (text: string): string => numbers.of(text);
  const named = (kind: 'user' | 'name', text: string): string => {
    if (isOpen(text)) return text;
    if (isNumber(text)) return number(text);
    if (isIpv4(text) || isIpv6(text)) return host(text);
    const login = given.get(`user ${unescape(text)}`);
    return login ?? once(kind, unescape(text), (count) => (kind === 'user' ? `user${count}` : `Name${count}`));
  };
  const values: Omit<WireValues, 'known'> = {
    user: (text) => named('user', text),
    number,
    host,
    name: (text) => named('name', text),
    id: (kind, text) =>
      isOpen(text)
        ? text
        : kind === 'callId'
          ? callId(text, once, host)
          : once(kind, text, (count) => idOf(kind, text, count)),
    secret: (shape, text) => (text === '' ? '' : once('secret', text, (count) => dummy(shape, text, count))),
  };
  const aliasOf = (value: string, kind: ValueKind): string => {
    switch (kind) {
      case 'user':
      case 'number':
      case 'name':
        return values.user(value);
      case 'host':
        return host(value);
      case 'secret-hex':
      case 'secret-base64':
      case 'secret-colons':
      case 'secret-text':
        return values.secret(kind.slice(7) as SecretShape, value);
      default:
        return values.id(kind, value);
    }
  };
  return { ...values, known: createSweep(noted, aliasOf) };
}

type Once = (kind: string, value: string, make: (count: number) => string) => string;

/** `1234@192.0.2.1` keeps its host part as a host. */
function callId(text: string, once: Once, host: (text: string) => string): string {
  const at = text.lastIndexOf('@');
  return once('callId', text, (count) =>
    at > 0 && at < text.length - 1
      ? `callid-${count}@${host(text.slice(at + 1).replace(/[[\]]/g, ''))}`
      : `callid-${count}`,
  );
}

function idOf(kind: IdKind, text: string, count: number): string {
  switch (kind) {
    case 'branch':
      return /^z9hG4bK$/i.test(text) ? text : text.startsWith('z9hG4bK') ? `z9hG4bK-${count}` : `branch-${count}`;
    case 'uuid':
    case 'instance':
      return /^[0-9a-f]{32}$/i.test(text) ? hex(count, 32) : `00000000-0000-4000-8000-${hex(count, 12)}`;
    case 'guid':
      return `0000000001-0000000000-0000000000-${String(count).padStart(10, '0')}`;
    case 'path':
      return `path-${count}`;
    case 'callId':
    case 'tag':
    case 'etag':
    case 'realm':
      return `${kind.toLowerCase()}-${count}`;
    case 'word':
      return /^[0-9a-f]{12,}$/i.test(text) ? hex(count, text.length) : `value${count}`;
    default:
      return kind satisfies never;
  }
}

const hex = (count: number, length: number): string => count.toString(16).padStart(length, '0');

/** Of the same length and alphabet. */
function dummy(shape: SecretShape, text: string, count: number): string {
  switch (shape) {
    case 'hex':
      return hex(count, Math.max(text.length, 8));
    case 'base64': {
      const octets = Buffer.alloc(Math.max(6, Math.floor((text.replace(/=+$/, '').length * 3) / 4)));
      octets.writeUInt32BE(count, octets.length - 4);
      return octets.toString('base64');
    }
    case 'colons':
      return (
        hex(count, (text.split(':').length || 1) * 2)
          .toUpperCase()
          .match(/../g) ?? []
      ).join(':');
    case 'text':
      return `hidden${String(count).padStart(Math.max(1, text.length - 6), '0')}`;
    default:
      return shape satisfies never;
  }
}
