import { inside, splitRaw } from './redact-split.ts';
import { rewriteText } from './redact-text.ts';
import { isIpv6 } from './wire-hosts.ts';
import type { IdKind, WireValues } from './wire-values.ts';

const SCHEME = /^(sips?|tel|fax|im|pres|mailto|xmpp|urn|https?|wss?|cid|data|h323):/i;

/** A URI without brackets. What has no scheme is read as `user@host`. */
export function rewriteUri(text: string, values: WireValues): string {
  const scheme = SCHEME.exec(text)?.[1] ?? /^[a-z][a-z0-9+.-]*(?=:(?!\d{1,5}(?:$|[;?])))/i.exec(text)?.[0] ?? '';
  const rest = scheme === '' ? text : text.slice(scheme.length + 1);
  const start = scheme === '' ? '' : `${scheme}:`;
  switch (scheme.toLowerCase()) {
    case 'tel':
    case 'fax': {
      const [number = '', ...params] = rest.split(';');
      return (
        start +
        [inside(number, (bare) => values.user(bare)), ...params.map((param) => rewriteParam(param, values))].join(';')
      );
    }
    case 'urn':
      return start + rewriteUrn(rest, values);
    case 'http':
    case 'https':
    case 'ws':
    case 'wss':
      return start + rewriteUrl(rest, values);
    case 'cid':
    case 'data':
      return start + values.id('word', rest);
    default:
      return start + rewriteSipUri(rest, values);
  }
}

function rewriteUrn(rest: string, values: WireValues): string {
  const found = /^(uuid|imei|gsma:imei|esn|meid):(.*)$/i.exec(rest);
  return found === null ? values.known(rest) : `${found[1]}:${values.id('instance', found[2] ?? '')}`;
}

// //cert.atlanta.example.com:443/path?query
function rewriteUrl(rest: string, values: WireValues): string {
  const [, slashes = '', host = '', port = '', path = ''] =
    /^(\/*)(\[[^\]]*\]|[^/:?#\s]*)(:\d*)?(.*)$/s.exec(rest) ?? [];
  // Names of extensions and namespaces, which are no places.
  if (/^(?:www\.)?(?:webrtc\.org|w3\.org|ietf\.org|iana\.org)$/i.test(host)) return rest;
  return slashes + rewriteHost(host, values) + port + (path.length > 1 ? `/${values.id('path', path)}` : path);
}

function rewriteSipUri(rest: string, values: WireValues): string {
  const at = userEnd(rest);
  const tail = rest.slice(at + 1);
  const question = tail.indexOf('?');
  const [place = '', ...params] = (question < 0 ? tail : tail.slice(0, question)).split(';');
  const end = [rewriteHostPort(place, values), ...params.map((param) => rewriteParam(param, values))].join(';');
  const headers = question < 0 ? '' : `?${rewriteUriHeaders(tail.slice(question + 1), values)}`;
  return (at < 0 ? '' : `${rewriteUserPart(rest.slice(0, at), values)}@`) + end + headers;
}

// alice;phone-context=x:secret
function rewriteUserPart(text: string, values: WireValues): string {
  const colon = text.indexOf(':');
  const [user = '', ...params] = (colon < 0 ? text : text.slice(0, colon)).split(';');
  const password = colon < 0 ? '' : `:${values.secret('text', text.slice(colon + 1))}`;
  return (
    [user === '' ? '' : values.user(user), ...params.map((param) => rewriteParam(param, values))].join(';') + password
  );
}

/** As in `parseUri`: the last `@` before the parameters of the URI. */
function userEnd(text: string): number {
  const first = text.indexOf('@');
  if (first < 0) return -1;
  const limit = text.slice(first).search(/[;?]/);
  return text.lastIndexOf('@', limit < 0 ? text.length : first + limit);
}

/** `?Replaces=...`: escaped header fields. */
function rewriteUriHeaders(text: string, values: WireValues): string {
  return text
    .split('&')
    .map((part) => {
      const equals = part.indexOf('=');
      if (equals < 0) return values.known(part);
      const [name, value] = [part.slice(0, equals), unescaped(part.slice(equals + 1))];
      const own = /^replaces|join|call-id$/i.test(name)
        ? rewriteDialog(value, values)
        : /^(?:reason|privacy|require|accept-contact)$/i.test(name)
          ? rewriteText(value, values)
          : rewriteUnknown(value, values);
      return `${name}=${own === value ? part.slice(equals + 1) : encodeURIComponent(own)}`;
    })
    .join('&');
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not UTF-8 (a `URIError`): as written.
    return text;
  }
}

/** `callid;to-tag=1;from-tag=2` of Replaces, Join, Target-Dialog (RFC 3891 6.1). */
export function rewriteDialog(value: string, values: WireValues): string {
  const [callId = '', ...params] = value.split(';');
  return [
    inside(callId, (bare) => values.id('callId', bare)),
    ...params.map((param) => rewriteParam(param, values)),
  ].join(';');
}

/** `host`, `host:port`, `[v6]:port`, or a bare IPv6 address. */
export function rewriteHostPort(text: string, values: WireValues): string {
  return inside(text, (bare) => {
    if (isIpv6(bare)) return values.host(bare);
    const [, host = '', rest = ''] = /^(\[[^\]]*\]?|[^:\s]*)([\s\S]*)$/.exec(bare) ?? [];
    return rewriteHost(host, values) + values.known(rest);
  });
}

function rewriteHost(host: string, values: WireValues): string {
  const bare = /^\[([^\]]*)(\]?)$/.exec(host);
  if (bare === null) return host === '' ? '' : values.host(host);
  return `[${values.host(bare[1] ?? '')}${bare[2] ?? ''}`;
}

/** What follows the first `;` of a field or a URI, that `;` included. */
export const rewriteParams = (text: string, values: WireValues): string =>
  splitRaw(text, ';')
    .map((param, index) => (index === 0 && text.startsWith(';') ? param : rewriteParam(param, values)))
    .join(';');

const IDS: Readonly<Record<string, IdKind>> = {
  tag: 'tag',
  ftag: 'tag',
  'to-tag': 'tag',
  'from-tag': 'tag',
  remote: 'uuid',
  branch: 'branch',
  'call-id': 'callId',
  '+sip.instance': 'instance',
  gr: 'instance',
  'icid-value': 'word',
  cn: 'word',
};
const HOSTS: ReadonlySet<string> = new Set([
  'received',
  'maddr',
  'icid-generated-at',
  'orig-ioi',
  'term-ioi',
  'trunk-context',
  'domain',
  'phone-context',
  'addr',
  'host',
]);
const KEPT =
  /^(?:transport|lr|ob|rport|ttl|method|user|q|expires|comp|keep|isub|refresher|cause|text|counter|limit|privacy|screen|party|id-type|noa|cpc|oli|handling|purpose|reg-id|nat|hide|protocol|version|mode|media|audio|video|actor|automata|class|duplex|events|methods|mobility|priority|schemes|extensions|algorithm|ppt|alg|retry-after|duration|index|rc|mp|np|isfocus|early-only|early-flag|charset|npdi|lang|interval|size|reason)$/;

/** One parameter without its `;`. */
export function rewriteParam(param: string, values: WireValues): string {
  const equals = param.indexOf('=');
  if (equals < 0) return inside(param, (bare) => (KEPT.test(bare.toLowerCase()) ? bare : values.known(bare)));
  const name = param.slice(0, equals).trim().toLowerCase();
  return `${param.slice(0, equals + 1)}${inside(param.slice(equals + 1), (bare) => {
    const quoted = /^"([\s\S]*)"$/.exec(bare);
    const own = rewriteParamValue(name, quoted?.[1] ?? bare, values);
    return quoted === null ? own : `"${own}"`;
  })}`;
}

function rewriteParamValue(name: string, value: string, values: WireValues): string {
  if (value === '') return value;
  if (KEPT.test(name)) return name === 'text' || name === 'reason' ? rewriteText(value, values) : value;
  if (HOSTS.has(name) && !/^sips?:|^\+/.test(value)) return rewriteHostPort(value, values);
  const id = IDS[name];
  if (id === 'instance')
    return value.replace(
      /^(<?)(urn:(?:uuid|imei|gsma:imei):)?([^>]*)(>?)$/i,
      (_, open: string, urn: string | undefined, own: string, close: string) =>
        `${open}${urn ?? ''}${values.id('instance', own)}${close}`,
    );
  if (id !== undefined) return values.id(id, value);
  if (name === 'phone-context' || name === 'rn' || name === 'cic' || name === 'tgrp') return values.user(value);
  return rewriteUnknown(value, values);
}

const HARMLESS =
  /^(?:yes|no|on|off|true|false|none|null|full|udp|tcp|tls|wss?|sip|sips|ipv4|ipv6|unknown|allowed|default|[\d.]{1,5})$/i;

/** Text of a field that nobody knows: addresses are read, every other word of some length becomes an alias. */
export function rewriteUnknown(value: string, values: WireValues): string {
  return rewriteText(value, values, (gap) =>
    gap.replace(/[\p{L}\p{N}_+=/-]{4,}/gu, (word) =>
      HARMLESS.test(word) ? word : /^\+?\d+$/.test(word) ? values.number(word) : values.id('word', word),
    ),
  );
}
