import { rewriteUri } from './redact-uri.ts';
import { withoutSecrets } from './secrets.ts';
import { isIpv4, isIpv6 } from './wire-hosts.ts';
import type { WireValues } from './wire-values.ts';

const URI = String.raw`\b(?:sips?|tel|im|pres|xmpp|mailto):(?:[^\s<>"'()[\]{},;|@]*@)?(?:\[[0-9a-f:.]+\]|[^\s<>"'()[\]{},;|:@?]+)(?::\d{1,5})?`;
const URL = String.raw`\b(?:https?|wss?):\/\/[^\s<>"']+`;
const AT = String.raw`[\w.+%*#~!$-]+@(?:\[[^\]\s]*\]|[\w.-]*\w)`;
const IPV6 = String.raw`(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?:%\w+)?(?![\w:])`;
const IPV4 = String.raw`(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d]|\.\d)`;
const TOP =
  'com|net|org|info|biz|io|ru|su|by|ua|kz|de|fr|uk|eu|us|cz|pl|it|es|nl|se|no|fi|dk|ch|at|be|cn|jp|in|br|au|ca|local|lan|internal|invalid|test|example|voip|cloud|telecom';
const NAME = String.raw`(?<![\w./-])(?:[\w-]+\.)+(?:${TOP})(?![\w-]|\.\w)`;
/** A channel of Asterisk: PJSIP/102-0000001a, SIP/trunk, Local/102@from-internal. */
const CHANNEL = String.raw`(?<=\b(?:PJSIP|SIP|IAX2|Local|Console)\/)(?!2\.0\b)[\w.+-]+?(?=-[0-9a-f]{8}\b|[@/'"),\s;:]|$)`;
const NAMED = String.raw`(?<=\b(?:peer|endpoint|aor|device|extension|user|username|account|exten|number|id|registration for|INVITE for|gateway)(?:[:=]\s*|\s+)')[^'@<>"]+(?=')`;
const FIELD = String.raw`(?<=\b(?:AccountID|SessionID|username|user|account|caller|callee|number|cid|callerid|ani|dnis|login)=")[^"]+(?=")`;
const DISPLAY = String.raw`(?<=")(?:[^"\\]|\\.)+(?="\s*<sips?:)`;
const DIGITS = String.raw`(?<![\w.:])\+?\d{5,}(?![\w:]|\.\d)`;

const ANY = new RegExp(
  [DISPLAY, URI, URL, AT, FIELD, NAMED, CHANNEL, IPV6, IPV4, NAME, DIGITS].map((source) => `(${source})`).join('|'),
  'gi',
);

/** Free text: addresses, URIs, host names, long numbers and what stands in quotes after `peer`; `gap` gets what lies between. */
export function rewriteText(
  text: string,
  values: WireValues,
  gap: (text: string) => string = (between) => values.known(between),
): string {
  let result = '';
  let from = 0;
  for (const found of text.matchAll(ANY)) {
    const [all, display, uri, url, at, field, named, channel, v6, v4, name] = found;
    result += gap(text.slice(from, found.index));
    from = found.index + all.length;
    if (display !== undefined) result += values.name(display);
    else if (uri !== undefined || url !== undefined) result += rewriteUri(all, values);
    else if (at !== undefined) result += values.known(at) === at ? rewriteUri(at, values) : values.known(at);
    else if (field !== undefined || named !== undefined || channel !== undefined) result += values.user(all);
    else if (v6 !== undefined)
      result +=
        isIpv6(all) && /[0-9a-f]{2}|::/i.test(all) && !/^\d\d?:\d\d:\d\d/.test(all) ? values.host(all) : gap(all);
    else if (v4 !== undefined) result += isIpv4(all) ? values.host(all) : gap(all);
    else if (name !== undefined) result += values.host(all);
    else result += values.number(all);
  }
  return result + gap(text.slice(from));
}

// Nov 20 10:49:01 sbc1 kamailio[7421]: ...
const SYSLOG = /^((?:<\d+>)?[A-Z][a-z]{2}\s+\d+\s[\d:]+\s)([\w.-]+)(?=\s[\w./-]+(?:\[\d+\])?:)/;
/** The first column of the tables of Asterisk: `102/102`, `Contact:  102/sip:...`. */
const COLUMN =
  /^(\s*(?:(?:Contact|Endpoint|Aor|Auth|Match):\s+)?)([\w.+-]{1,40})(\/[\w.+-]{1,40})?(?=\/sips?:|\s+(?:sips?:|(?:\d{1,3}\.){3}\d{1,3}\s{2}|\(Unspecified|Unavailable|Not in use|In use))/;
// A time at the head of a line is no number: 20160225-015611, 1456365371.642
const CLOCK = /^\W*(?:\d{8}[-T ]?\d{6}|\d{10})(?:\.\d+)?/;

/** A log line of a product: secrets out, the rest as text. */
export function rewriteLogLine(line: string, values: WireValues): string {
  const safe = withoutSecrets(line)
    .replace(SYSLOG, (_, time: string, host: string) => `${time}${values.host(host)}`)
    .replace(
      COLUMN,
      (_, head: string, user: string, second: string | undefined) =>
        `${head}${values.user(user)}${second === undefined ? '' : `/${values.user(second.slice(1))}`}`,
    );
  const time = CLOCK.exec(safe)?.[0] ?? '';
  return time + rewriteText(safe.slice(time.length), values);
}
