import { rewriteAddresses, rewriteVias } from './redact-address.ts';
import { inside, splitRaw } from './redact-split.ts';
import {
  rewriteDialog,
  rewriteHostPort,
  rewriteParam,
  rewriteParams,
  rewriteUnknown,
  rewriteUri,
} from './redact-uri.ts';
import { rewriteAuthentication, rewriteIdentity } from './redact-secrets.ts';
import { rewriteText } from './redact-text.ts';
import type { WireValues } from './wire-values.ts';

type Rewrite = (value: string, values: WireValues) => string;

const kept: Rewrite = (value) => value;
const callId: Rewrite = (value, values) => inside(value, (bare) => values.id('callId', bare));
const callIds: Rewrite = (value, values) =>
  value
    .split(',')
    .map((one) => callId(one, values))
    .join(',');
/** What stands before the parameters stays; they may hold anything. */
const withParams: Rewrite = (value, values) =>
  splitRaw(value, ';')
    .map((part, index) => (index === 0 ? part : rewriteParam(part, values)))
    .join(';');
const hidden: Rewrite = (value, values) => inside(value, (bare) => values.id('word', bare));
const uri: Rewrite = (value, values) =>
  value.replace(/<([^>]*)>|^([^<]+)$/, (_, bracketed: string | undefined, bare: string | undefined) =>
    bracketed === undefined ? rewriteUri(bare ?? '', values) : `<${rewriteUri(bracketed, values)}>`,
  );

/** A MAC address or a serial number in the name of a product (Yealink SIP-T46S 66.85.0.5 001565abcdef). */
const SERIAL = /\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b|\b(?=[0-9a-f]*\d)[0-9a-f]{12}\b|\b(?=\w*\d{4})[A-Z0-9]{10,}\b/gi;
const product: Rewrite = (value, values) => values.known(value.replace(SERIAL, (serial) => values.id('word', serial)));

// 399 sip.atlanta.example.com:5060 "text"
const warning: Rewrite = (value, values) =>
  splitRaw(value, ',')
    .map((one) => {
      const [all, head = '', agent = ''] = /^(\s*\d{3}\s+)([^\s"]*)/.exec(one) ?? [''];
      const place = /[.:]/.test(agent) ? rewriteHostPort(agent, values) : values.known(agent);
      return all === '' ? rewriteText(one, values) : head + place + rewriteText(one.slice(all.length), values);
    })
    .join(',');

const sessionId: Rewrite = (value, values) => {
  const [own = '', ...params] = value.split(';');
  const uuid = (text: string): string =>
    inside(text, (bare) => (/^[0-]*$/.test(bare) ? bare : values.id('uuid', bare)));
  return [
    uuid(own),
    ...params.map((param) =>
      param.replace(/^(\s*remote\s*=)(.*)$/i, (_, head: string, remote: string) => head + uuid(remote)),
    ),
  ].join(';');
};

const TABLE: ReadonlyMap<string, Rewrite> = new Map<string, Rewrite>([
  ...list('Via', rewriteVias),
  ...list(
    'From To Contact Route Record-Route P-Asserted-Identity P-Preferred-Identity Remote-Party-ID Diversion History-Info Refer-To',
    rewriteAddresses,
  ),
  ...list(
    'Referred-By Path Service-Route Reply-To P-Called-Party-ID P-Associated-URI P-Served-User Alert-Info Call-Info Error-Info',
    rewriteAddresses,
  ),
  ...list(
    'P-Charging-Function-Addresses Remote-ID P-Profile-Key P-User-Database Policy-Contact Trigger-Consent',
    rewriteAddresses,
  ),
  ...list(
    'Authorization Proxy-Authorization WWW-Authenticate Proxy-Authenticate Authentication-Info Proxy-Authentication-Info',
    rewriteAuthentication,
  ),
  ...list('Call-ID X-Call-ID X-CID X-CallID X-Orig-Call-ID X-Original-Call-ID X-Inbound-Call-ID', callId),
  ...list('In-Reply-To', callIds),
  ...list('Replaces Join Target-Dialog', rewriteDialog),
  ...list('Server User-Agent', product),
  ...list('Warning', warning),
  ...list(
    'Reason Retry-After Subscription-State Privacy Require Unsupported Accept-Contact Reject-Contact Subject-Info',
    rewriteText,
  ),
  ...list('Identity', rewriteIdentity),
  ...list('Identity-Info', uri),
  ...list('Session-ID', sessionId),
  ...list('Cisco-Guid', (value, values) => inside(value, (bare) => values.id('guid', bare))),
  ...list('SIP-ETag SIP-If-Match', (value, values) => inside(value, (bare) => values.id('etag', bare))),
  ...list(
    'Event Content-Type Content-Disposition P-Access-Network-Info P-Visited-Network-ID Allow-Events Session-Expires Min-SE Security-Client Security-Server Security-Verify Geolocation-Error',
    withParams,
  ),
  ...list('P-Charging-Vector', (value, values) => rewriteParams(value, values)),
  ...list('Subject Organization Content-ID User-to-User Attestation-Info Origination-Id Geolocation', hidden),
  ...list(
    'Max-Forwards CSeq Content-Length Expires Allow Supported Proxy-Require Accept Accept-Encoding Accept-Language Min-Expires RSeq RAck',
    kept,
  ),
  ...list(
    'MIME-Version Date Timestamp Priority Content-Encoding Content-Language Content-Transfer-Encoding P-Early-Media Refer-Sub',
    kept,
  ),
  ...list(
    'Request-Disposition Resource-Priority Accept-Resource-Priority Flow-Timer Suppress-If-Match Recv-Info Info-Package Max-Breadth',
    kept,
  ),
  ...list(
    'Answer-Mode Priv-Answer-Mode P-Preferred-Service P-Asserted-Service Geolocation-Routing Permission-Missing',
    kept,
  ),
  ...list(
    'X-Asterisk-HangupCause X-Asterisk-HangupCauseCode X-FS-Support X-FS-Error P-Registrar-Error P-RTP-Stat',
    rewriteText,
  ),
]);

function list(names: string, rewrite: Rewrite): [string, Rewrite][] {
  return names.split(' ').map((name) => [name.toLowerCase(), rewrite]);
}

/** The value of one header field with aliases; a field that nobody knows keeps none of its words. */
export function rewriteHeader(name: string, value: string, values: WireValues): string {
  const known = TABLE.get(name.toLowerCase());
  if (known === kept) return value;
  if (known === undefined) return name === '' ? rewriteText(value, values) : rewriteUnknown(value, values);
  return values.known(known(value, values));
}
