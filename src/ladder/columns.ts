import type { AnyCall, Call, Hop } from '../calls/types.ts';
import type { Endpoint, TracedMessage } from '../trace/traced.ts';

/** What an element is in this call, where it is known. */
export type Role = 'caller' | 'callee' | 'server' | 'device' | 'registrar' | 'log';

/** One element of a ladder. */
export interface Column {
  /** `address` or `address:port`, whichever tells the elements apart; empty where only the role is known. */
  readonly address: string;
  readonly role?: Role;
}

/** The elements in the order of the first request's way, the caller first. */
export function columnsOf(calls: readonly AnyCall[], messages: readonly TracedMessage[]): readonly Column[] {
  const known = messages.some((message) => message.source !== undefined || message.destination !== undefined);
  const first = calls[0];
  if (!known || first === undefined)
    return [
      { address: '', role: first?.kind === 'registration' ? 'device' : 'caller' },
      { address: '', role: first?.kind === 'registration' ? 'registrar' : 'callee' },
    ];
  const byPort = messages.some(
    ({ source, destination }) => source !== undefined && source.address === destination?.address,
  );
  const keys = new Set<string>();
  for (const message of messages) {
    const sent = message.direction !== 'received';
    keys.add(keyOf(message.source, byPort) ?? (sent ? LOG : ''));
    keys.add(keyOf(message.destination, byPort) ?? (message.direction === 'received' ? LOG : ''));
  }
  keys.delete('');
  if (keys.size === 1) keys.add(LOG);
  const addresses = [...keys];
  return addresses.map((address) => {
    const role = roleOf(address, calls, byPort);
    return {
      address: address === LOG ? '' : address,
      ...(address === LOG ? { role: 'log' as const } : role !== undefined && { role }),
    };
  });
}

/** The host that wrote the log, where its own address does not stand in it. */
const LOG = '*';

/** Elements that share a host are told apart by their ports. */
const keyOf = (end: Endpoint | undefined, byPort: boolean): string | undefined =>
  end === undefined ? undefined : byPort && end.port !== undefined ? `${end.address}:${end.port}` : end.address;

function roleOf(address: string, calls: readonly AnyCall[], byPort: boolean): Role | undefined {
  const first = calls[0];
  if (first === undefined) return undefined;
  const hops = calls.flatMap(hopsOf);
  const sources = hops.map((hop) => keyOf(hop.source, byPort));
  const destinations = hops.map((hop) => keyOf(hop.destination, byPort));
  const sends = sources.includes(address);
  const receives = destinations.includes(address);
  if (sends && receives) return 'server';
  if (first.kind === 'registration') return sends ? 'device' : receives ? 'registrar' : undefined;
  return sends ? 'caller' : receives ? 'callee' : undefined;
}

function hopsOf(call: AnyCall): readonly Hop[] {
  if (call.kind === 'call') return call.hops;
  const { uac, uas } = call.transactions[0] ?? {};
  return [{ ...(uac !== undefined && { source: uac }), ...(uas !== undefined && { destination: uas }) }];
}

/** The columns that a message goes between. */
export function endsOf(
  columns: readonly Column[],
  message: TracedMessage,
  calls: readonly AnyCall[],
): { readonly from: number; readonly to: number } {
  if (columns.every((column) => column.address === '')) return byTags(message, calls);
  const unknown = Math.max(
    0,
    columns.findIndex((column) => column.address === ''),
  );
  const indexOf = (end: Endpoint | undefined): number =>
    end === undefined
      ? unknown
      : columns.findIndex(({ address }) => address === end.address || address === `${end.address}:${end.port}`);
  const from = indexOf(message.source);
  const to = indexOf(message.destination);
  return { from: from < 0 ? unknown : from, to: to < 0 ? unknown : to };
}

/** Without addresses the From-tag tells who sent a request; a response goes the other way. */
function byTags(message: TracedMessage, calls: readonly AnyCall[]): { from: number; to: number } {
  const call = calls.find((candidate): candidate is Call => candidate.kind === 'call');
  const from = message.message.headerFields.find((field) => field.name === 'From')?.value ?? '';
  const tag = /;\s*tag=([^;\s>]+)/i.exec(from)?.[1] ?? '';
  const byCallee = call !== undefined && call.calleeTag !== '' && tag === call.calleeTag;
  const sender = byCallee ? 1 : 0;
  const forward = message.message.kind === 'request';
  return forward ? { from: sender, to: 1 - sender } : { from: 1 - sender, to: sender };
}
