import type { Transaction } from '../../calls/types.ts';
import { firstHeader } from '../../sip/fields.ts';
import { parseVia } from '../../sip/headers/via.ts';
import type { TracedMessage } from '../../trace/traced.ts';

/** The transport of a message in capitals: that of its packet, else that of its top Via; empty where neither tells. */
export const transportOf = ({ transport, message }: TracedMessage): string =>
  (transport ?? parseVia(firstHeader(message, 'Via') ?? '').transport).toUpperCase();

/** True where a request got no response at all. */
export const isSilent = ({ request, provisional, finals }: Transaction): boolean =>
  request !== undefined && provisional.length === 0 && finals.length === 0;
