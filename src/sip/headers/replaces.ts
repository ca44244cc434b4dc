import { parseParams } from '../scan.ts';

/** The dialog that a new call takes over (RFC 3891 6.1). */
export interface Replaces {
  readonly callId: string;
  readonly toTag?: string;
  readonly fromTag?: string;
  readonly earlyOnly: boolean;
}

/** Reads a Replaces; undefined where it names no Call-ID. */
export function parseReplaces(value: string): Replaces | undefined {
  const semicolon = value.indexOf(';');
  const callId = (semicolon < 0 ? value : value.slice(0, semicolon)).trim();
  if (callId === '') return undefined;
  const params = parseParams(semicolon < 0 ? '' : value.slice(semicolon + 1));
  const toTag = params.get('to-tag');
  const fromTag = params.get('from-tag');
  return {
    callId,
    ...(toTag === undefined ? {} : { toTag }),
    ...(fromTag === undefined ? {} : { fromTag }),
    earlyOnly: params.has('early-only'),
  };
}
