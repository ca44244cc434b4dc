import type { ConnectionEvent, Endpoint } from '../../trace/traced.ts';
import type { Evidence } from '../rule.ts';

/** A failed TCP connection as evidence, in the notation of tcpdump: what ended it, and who sent that to whom. */
export function quoteConnection(event: ConnectionEvent, times: number): Evidence {
  const { place, at, kind, by, source, destination, secure, alert } = event;
  const [from, to] = by === 'source' ? [source, destination] : [destination, source];
  const layer = secure ? 'TLS' : 'TCP';
  const what = kind === 'alert' ? `alert${alert === undefined ? '' : ` ${alert}`}` : kind === 'refused' ? 'RST' : 'FIN';
  return {
    place,
    ...(at !== undefined && { at }),
    quote: `${layer} ${text(from)} -> ${text(to)}: ${what}`,
    ...(times > 1 && { times }),
  };
}

const text = ({ address, port }: Endpoint): string => `${address}:${port ?? ''}`;
