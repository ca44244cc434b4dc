import { closingQuote, indexOutside } from '../sip/scan.ts';
import { inside, splitRaw } from './redact-split.ts';
import { rewriteHostPort, rewriteParams, rewriteUri } from './redact-uri.ts';
import { isIpv4 } from './wire-hosts.ts';
import type { WireValues } from './wire-values.ts';

/** A row of name-addr or addr-spec with their parameters (RFC 3261 20.10), however damaged. */
export const rewriteAddresses = (value: string, values: WireValues): string =>
  splitRaw(value, ',')
    .map((part) => rewriteAddress(part, values))
    .join(',');

function rewriteAddress(text: string, values: WireValues): string {
  const open = indexOutsideQuotes(text, '<');
  if (open < 0) {
    const semicolon = indexOutside(text, ';');
    const spec = semicolon < 0 ? text : text.slice(0, semicolon);
    return (
      inside(spec, (bare) =>
        /[:@]/.test(bare) ? rewriteUri(bare, values) : isIpv4(bare) ? values.host(bare) : rewriteName(bare, values),
      ) + rewriteParams(text.slice(spec.length), values)
    );
  }
  const close = text.indexOf('>', open);
  const end = close < 0 ? text.length : close;
  return `${inside(text.slice(0, open), (bare) => rewriteName(bare, values))}<${inside(text.slice(open + 1, end), (bare) => rewriteUri(bare, values))}${text.slice(end, end + 1)}${rewriteParams(text.slice(end + 1), values)}`;
}

function indexOutsideQuotes(text: string, wanted: string): number {
  const quote = text.indexOf('"');
  const first = text.indexOf(wanted);
  if (quote < 0 || first < quote) return first;
  const close = closingQuote(text, quote);
  return close < 0 ? first : text.indexOf(wanted, close);
}

function rewriteName(bare: string, values: WireValues): string {
  if (!bare.startsWith('"')) return values.name(bare);
  const close = closingQuote(bare, 0);
  const end = close < 0 ? bare.length : close;
  return `"${inside(bare.slice(1, end), (name) => values.name(name))}${bare.slice(end)}`;
}

/** A row of Via values (RFC 3261 20.42). */
export function rewriteVias(value: string, values: WireValues): string {
  return splitRaw(value, ',')
    .map((via) => {
      const semicolon = via.indexOf(';');
      const head = semicolon < 0 ? via : via.slice(0, semicolon);
      const protocol = /^\s*[^\s/]+\s*\/\s*[^\s/]+\s*\/\s*[^\s/]+\s+/.exec(head)?.[0] ?? '';
      return (
        protocol + rewriteHostPort(head.slice(protocol.length), values) + rewriteParams(via.slice(head.length), values)
      );
    })
    .join(',');
}
