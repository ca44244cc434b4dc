import type { Transaction } from '../../calls/types.ts';
import { firstHeader } from '../../sip/fields.ts';
import { parseVia } from '../../sip/headers/via.ts';
import type { TracedMessage } from '../../trace/traced.ts';

/** The transport of a message in capitals: that of its packet, else that of its top Via; empty where neither tells. */
export function transportOf({ transport, message }: TracedMessage): string {
  if (transport !== undefined) return transport.toUpperCase();
  const via = firstHeader(message, 'Via') ?? '';
  const blank = via.indexOf(' ');
  // The usual case needs no reading of parameters.
  return via.startsWith(PROTOCOL) && blank > PROTOCOL.length
    ? via.slice(PROTOCOL.length, blank).toUpperCase()
    : parseVia(via).transport;
}

const PROTOCOL = 'SIP/2.0/';

/** True where a request got no response at all. */
export const isSilent = ({ request, provisional, finals }: Transaction): boolean =>
  request !== undefined && provisional.length === 0 && finals.length === 0;
