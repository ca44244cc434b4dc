import { SHORTEST_KNOWN, type Aliases } from './aliases.ts';
import { withoutSecrets } from './secrets.ts';

const IPV4 = /\b(?:\d{1,3}\.){3}\d{1,3}\b/g;
const IPV6 =
  /(?<![\w:.])(?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4}){1,7}(?![\w:])|(?<![\w:.])(?:[0-9a-f]{1,4}:){1,7}:(?![\w:])|(?<![\w:])::(?:[0-9a-f]{1,4}:?){1,7}(?![\w:])/gi;
/** A time of day looks like one. */
const TIME = /^\d{1,2}:\d{2}:\d{2}$/;
const LOGIN = /\b(username\s*=\s*"?)([^\s",;>]+)/gi;
const URI = /\b(sips?|tel|im|pres|xmpp):([^\s@;>"<,?&]+)(?:@(\[[^\]\s]*\]|[^\s;>"<,:?&\]]+))?/gi;
const AT = /([\w.+%*#~!$'-]+)@([\w.-]+\.[\w.-]+|\[[^\]\s]*\])/g;
const DISPLAY = /"((?:[^"\\]|\\.)*)"(?=\s*<)/g;
const BARE_DISPLAY = /((?:From|To|Contact|f|t|m):\s*)([^"<>\s][^"<>]{0,80}?)(?=\s*<)/gi;
const SENT_BY = /(SIP\/2\.0\/\w+\s+)([\w.-]*[a-z][\w.-]*)/gi;
/** Long digit runs are phone numbers wherever they stand. */
const DIGITS = /(?<![\w.])\+?\d{5,}(?![\w.])/g;

/** A line of the input with its people, numbers and addresses replaced by aliases, and without secrets. Linear in its length. */
export function maskText(text: string, aliases: Aliases): string {
  const masked = withoutSecrets(text)
    .replace(DISPLAY, (_, name: string) => `"${aliases.of('name', name)}"`)
    .replace(BARE_DISPLAY, (_, head: string, name: string) => `${head}${aliases.of('name', name)}`)
    .replace(SENT_BY, (_, head: string, host: string) => `${head}${aliases.of('host', host)}`)
    .replace(URI, (_, scheme: string, user: string, host: string | undefined) =>
      host === undefined
        ? `${scheme}:${partOf(user, aliases, scheme === 'tel')}`
        : `${scheme}:${partOf(user, aliases, true)}@${partOf(host, aliases, false)}`,
    )
    .replace(AT, (_, user: string, host: string) => `${partOf(user, aliases, true)}@${partOf(host, aliases, false)}`)
    .replace(IPV4, (address) => aliases.of('address', address))
    .replace(IPV6, (address) => (TIME.test(address) ? address : aliases.of('address', address)))
    .replace(LOGIN, (_, head: string, user: string) => head + partOf(user, aliases, true))
    .replace(DIGITS, (number) => aliases.of('number', number));
  return maskKnown(masked, aliases);
}

/** Only values that already have an alias are replaced, where they stand as words of their own, whatever their case. Linear in the text. */
export function maskKnown(text: string, aliases: Aliases): string {
  const folded = text.toLowerCase();
  // A few letters change their length with their case: then only the same case is found.
  const lower = folded.length === text.length ? folded : text;
  let result = '';
  let from = 0;
  for (let at = 0; at + SHORTEST_KNOWN <= lower.length; at += 1) {
    if (at > 0 && WORD.test(lower[at] ?? '') && WORD.test(lower[at - 1] ?? '')) continue;
    const found = aliases.longest(
      lower,
      at,
      (value) => !(WORD.test(value.at(-1) ?? '') && WORD.test(lower[at + value.length] ?? '')),
    );
    if (found === undefined) continue;
    result += text.slice(from, at) + found.alias;
    from = at + found.value.length;
    at = from - 1;
  }
  return result + text.slice(from);
}

const WORD = /[\p{L}\p{N}]/u;

/** A part of a URI: user or host. What is an alias already stays. */
function partOf(part: string, aliases: Aliases, user: boolean): string {
  if (/^[NUAHCP]\d+$/.test(part)) return part;
  const bare = part.replace(/^\[|\]$/g, '');
  if (/^(?:\d{1,3}\.){3}\d{1,3}$/.test(bare) || bare.includes(':')) return aliases.of('address', bare);
  if (!user) return aliases.of('host', bare);
  return aliases.of(/^\+?[\d*#]+$/.test(bare) ? 'number' : 'user', bare);
}
