import type { TracedMessage } from '../trace/traced.ts';
import { parseUri, uriUser } from '../sip/uri.ts';
import type { MessageKeys } from './keys.ts';
import { hasEnded } from './lifetime.ts';
import { sameAddress } from './state.ts';
import type { OpenCall } from './state.ts';

/** Calls whose messages have no Call-ID: one-line summaries, and pastes that lost it. */
export interface Orphans {
  find(traced: TracedMessage, keys: MessageKeys): OpenCall | 'new';
  put(call: OpenCall): void;
  remove(call: OpenCall): void;
}

/** How many calls back a message is compared. */
const COMPARED = 32;
const OPENS: ReadonlySet<string> = new Set(['INVITE', 'REGISTER', 'OPTIONS', 'SUBSCRIBE', 'MESSAGE', 'PUBLISH']);

/** By tags where they are left; else a request by its user and method, everything after it by its hop. */
export function createOrphans(): Orphans {
  const calls = new Set<OpenCall>();
  let recent: OpenCall[] = [];
  return {
    find(traced, keys) {
      const fits = (call: OpenCall): boolean => calls.has(call) && isOf(call, traced, keys);
      return recent.findLast(fits) ?? 'new';
    },
    put(call) {
      calls.add(call);
      recent = [...recent.slice(1 - COMPARED), call];
    },
    remove: (call) => void calls.delete(call),
  };
}

function isOf(call: OpenCall, traced: TracedMessage, keys: MessageKeys): boolean {
  const own = call.key.fromTag;
  if (own !== '' && keys.fromTag !== '') return own === keys.fromTag || own === keys.toTag;
  const { message } = traced;
  if (message.kind === 'request' && OPENS.has(message.method)) {
    if (message.method !== call.key.method || hasEnded(call)) return false;
    return userOf(message.requestUri) === userOf(call.transactions[0]?.requestUri ?? '');
  }
  if (message.kind === 'response' && call.key.method === '') return true;
  if (traced.source === undefined || traced.destination === undefined) return true;
  return call.transactions.some(
    ({ uac, uas }) =>
      (sameAddress(uac, traced.source) && sameAddress(uas, traced.destination)) ||
      (sameAddress(uac, traced.destination) && sameAddress(uas, traced.source)),
  );
}

function userOf(text: string): string {
  const uri = parseUri(text);
  return uriUser(uri) ?? uri.host;
}
