import { parseParams } from '../scan.ts';
import type { Params } from '../scan.ts';

/** What a subscription is about (RFC 6665 8.2.1). */
export interface Event {
  /** `presence`, `message-summary`, `refer` ..., in lower case. */
  readonly package: string;
  readonly id?: string;
  readonly params: Params;
}

/** Reads an Event; undefined where it names no package. */
export function parseEvent(value: string): Event | undefined {
  const semicolon = value.indexOf(';');
  const name = (semicolon < 0 ? value : value.slice(0, semicolon)).trim().toLowerCase();
  if (name === '') return undefined;
  const params = parseParams(semicolon < 0 ? '' : value.slice(semicolon + 1));
  const id = params.get('id');
  return { package: name, ...(id === undefined ? {} : { id }), params };
}
