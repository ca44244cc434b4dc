import type { ConnectionEvent } from '../../trace/traced.ts';
import { quoteConnection } from '../look/connection.ts';
import { grouped } from '../look/grouped.ts';
import { nameOf } from '../look/name.ts';
import { defineRule } from '../rule.ts';
import type { AtFault, Case, Certainty, Found, Reason } from '../rule.ts';

/** RFC 8446 6.2: what an alert says about the certificate of the other side, and about versions and ciphers. */
const CERTIFICATE: ReadonlySet<number> = new Set([42, 43, 44, 45, 46, 48, 51, 113]);
const VERSION: ReadonlySet<number> = new Set([40, 70, 71, 86, 109, 120]);
/** 49 access_denied, 116 certificate_required: the client showed none, or not a welcome one. */
const CLIENT: ReadonlySet<number> = new Set([49, 116]);
const TLS_PORTS: ReadonlySet<number> = new Set([5061, 443]);

/**
 * A connection that failed before any SIP: a TLS alert or a close in the handshake (RFC 8446 6.2, RFC 5922 7), or plain SIP sent to a
 * port where TLS is spoken, which the server closes without a word (RFC 3261 26.2.1, 19.1.2: 5061 is the port of sips).
 */
export const rule = defineRule({
  id: 'reg-tls-cert',
  aliases: [],
  scope: 'trace',
  severity: 'failure',
  needs: [],
  explains: ['reg-no-answer'],
  spec: ['RFC 8446 6.2', 'RFC 5922 7', 'RFC 3261 26.3.1'],
  find({ summary, cases }) {
    const failed = (summary.connections ?? []).filter((event) => isFailure(event) && !worksOtherwise(event, cases));
    const groups = grouped(
      failed,
      (event) => `${event.source.address} ${event.destination.address} ${event.destination.port ?? ''} ${event.secure}`,
    );
    return [...groups.values()].flatMap(found);
  },
});

// A client that closes what it opened plainly has only changed its mind.
function isFailure({ kind, secure, by, destination }: ConnectionEvent): boolean {
  if (kind === 'alert') return true;
  return kind === 'closed' && (secure || (by === 'destination' && TLS_PORTS.has(destination.port ?? 0)));
}

// The same two got on in plain SIP meanwhile: a probe, or a second way that failed.
const worksOtherwise = (event: ConnectionEvent, cases: readonly Case[]): boolean =>
  cases.some(
    ({ source, destination, outcome }) =>
      source?.address === event.source.address &&
      destination?.address === event.destination.address &&
      (outcome === 'registered' || outcome === 'answered'),
  );

function found(events: readonly ConnectionEvent[]): Found[] {
  const last = events.at(-1);
  if (last === undefined) return [];
  const reason = reasonOf(last);
  return [
    {
      certainty: certaintyOf(last),
      atFault: reason.atFault,
      about: last.destination,
      values: {
        host: nameOf(last.destination),
        client: nameOf(last.source),
        port: { value: 'number', text: String(last.destination.port ?? 5061) },
        count: events.length,
        how: !last.secure ? 'plain' : last.kind,
        alert: last.alert ?? 0,
        by: last.by === 'source' ? 'client' : 'server',
      },
      evidence: [quoteConnection(last, events.length)],
      reasons: [reason],
    },
  ];
}

// A plain request that the listener of a TLS port answers by hanging up: why it did stays its own secret.
const certaintyOf = ({ secure, kind }: ConnectionEvent): Certainty =>
  secure && kind === 'alert' ? 'proven' : 'likely';

function reasonOf({ secure, alert, by }: ConnectionEvent): Reason {
  if (!secure) return { key: 'plain-to-tls-port', certainty: 'likely', atFault: 'caller' };
  const presenter: AtFault = by === 'source' ? 'server' : 'caller';
  if (alert === undefined) return { key: 'not-told', certainty: 'possible', atFault: 'depends' };
  if (CERTIFICATE.has(alert))
    return { key: CERTIFICATE_KEYS[alert] ?? 'certificate', certainty: 'proven', atFault: presenter };
  if (CLIENT.has(alert)) return { key: 'client-certificate', certainty: 'proven', atFault: 'caller' };
  return VERSION.has(alert)
    ? { key: 'version', certainty: 'likely', atFault: 'depends' }
    : { key: 'not-told', certainty: 'possible', atFault: 'depends' };
}

const CERTIFICATE_KEYS: Readonly<Record<number, string>> = { 45: 'expired', 48: 'unknown-authority' };
