import { rewriteUri } from './redact-uri.ts';
import { rewriteText } from './redact-text.ts';
import type { WireValues } from './wire-values.ts';

/** A session description (RFC 8866) with aliases: ports, codecs, directions and times stay, keys become dummies. */
export const rewriteSdp = (body: string, values: WireValues): string =>
  eachLine(body, (line) => rewriteLine(line, values));

/** Applies `rewrite` to each line and keeps the line ends. */
export const eachLine = (text: string, rewrite: (line: string) => string): string =>
  text
    .split(/(\r?\n)/)
    .map((part, index) => (index % 2 === 1 ? part : rewrite(part)))
    .join('');

function rewriteLine(line: string, values: WireValues): string {
  const value = line.slice(2);
  switch (line.slice(0, 2).toLowerCase()) {
    case 'o=':
      return line.slice(0, 2) + rewriteOrigin(value, values);
    case 'c=':
      return (
        line.slice(0, 2) +
        value.replace(/^(\s*\S+\s+\S+\s+)([^\s/]+)/, (_, head: string, host: string) => head + values.host(host))
      );
    case 's=':
    case 'i=':
      return line.slice(0, 2) + (value.trim() === '' || value.trim() === '-' ? value : values.name(value.trim()));
    case 'u=':
      return line.slice(0, 2) + rewriteUri(value.trim(), values);
    case 'e=':
    case 'p=':
      return `${line.slice(0, 2)}${values.name(value.trim())}`;
    case 'k=':
      return line.replace(/^(k=[^:]*:)(.*)$/i, (_, head: string, key: string) => head + values.secret('base64', key));
    case 'm=':
    case 't=':
    case 'b=':
    case 'v=':
    case 'r=':
    case 'z=':
      return line;
    case 'a=':
      return line.slice(0, 2) + rewriteAttribute(value, values);
    default:
      return rewriteText(line, values);
  }
}

// o=alice 2890844526 2890844527 IN IP4 192.0.2.10
function rewriteOrigin(value: string, values: WireValues): string {
  const [, user = '', middle = '', host = '', rest = ''] =
    /^(.*?)(\s+\S+\s+\S+\s+\S+\s+\S+\s+)(\S+)(\s*)$/.exec(value) ?? [];
  if (host === '') return rewriteText(value, values);
  return `${user === '' ? '' : values.user(user)}${values.known(middle)}${values.host(host)}${rest}`;
}

const KEPT =
  /^(?:rtpmap|ptime|maxptime|sendrecv|sendonly|recvonly|inactive|rtcp-mux|rtcp-mux-only|rtcp-rsize|rtcp-fb|setup|extmap|extmap-allow-mixed|mid|group|connection|ice-lite|ice-options|end-of-candidates|direction|silenceSupp|curr|des|conf|framerate|imageattr|content|charset|lang|T38\w*|quality|orient|type|csup|framesize|maxprate|bundle-only|sctp-port|sctpmap|max-message-size|rid|simulcast|nortpproxy|pcfg|acfg|acap|creq|cap-v0)$/i;

function rewriteAttribute(value: string, values: WireValues): string {
  const colon = value.indexOf(':');
  const name = colon < 0 ? value : value.slice(0, colon);
  const rest = colon < 0 ? '' : value.slice(colon + 1);
  if (KEPT.test(name.trim())) return value;
  return colon < 0 ? values.known(value) : `${name}:${rewriteAttributeValue(name.trim().toLowerCase(), rest, values)}`;
}

function rewriteAttributeValue(name: string, value: string, values: WireValues): string {
  const word = (text: string): string => values.id('word', text);
  switch (name) {
    case 'crypto':
      return value.replace(
        /(inline:)([^|\s;]+)/gi,
        (_, head: string, key: string) => head + values.secret('base64', key),
      );
    case 'fingerprint':
      return value.replace(
        /^(\s*\S+\s+)(\S+)/,
        (_, head: string, print: string) => head + values.secret('colons', print),
      );
    case 'ice-ufrag':
    case 'ice-pwd':
      return values.secret('text', value.trim());
    case 'zrtp-hash':
    case 'tls-id':
    case 'identity':
    case 'key-mgmt':
      return value.replace(/\S{8,}/g, (token) => values.secret(/^[0-9a-f]+$/i.test(token) ? 'hex' : 'base64', token));
    case 'candidate':
      return rewriteCandidate(value, values);
    case 'rtcp':
      return value.replace(
        /^(\s*\d+\s+\S+\s+\S+\s+)(\S+)/,
        (_, head: string, host: string) => head + values.host(host),
      );
    case 'ssrc':
    case 'ssrc-group':
      return value.replace(
        /((?:cname|msid|mslabel|label):)(.*)$/i,
        (_, head: string, own: string) => head + own.replace(/\S+/g, word),
      );
    case 'msid':
    case 'msid-semantic':
    case 'label':
      return value.replace(/[\w{}-]{4,}/g, word);
    case 'fmtp':
      return values.known(value);
    default:
      return rewriteText(value, values);
  }
}

// 842163049 1 udp 1677729535 203.0.113.7 45664 typ srflx raddr 10.0.0.7 rport 45664 generation 0 ufrag 8hhY
function rewriteCandidate(value: string, values: WireValues): string {
  const parts = value.split(' ');
  return parts
    .map((part, index) => {
      const before = parts[index - 1]?.toLowerCase();
      if (index === 0) return part.length < 6 || /^\d+$/.test(part) ? part : values.id('word', part);
      if (index === 4 || before === 'raddr') return values.host(part);
      return before === 'ufrag' ? values.secret('text', part) : part;
    })
    .join(' ');
}
