import type { Document } from 'telegraf/types';
import type { Api } from './api.ts';
import { callError, CallError } from './call-error.ts';

/** A file somebody sent, or why there is none; sizes are bytes. */
export type Download =
  | { readonly got: 'file'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly got: 'too-big'; readonly size: number; readonly most: number };

export interface Files {
  /** Reads a document whole. @throws CallError; no address is in it, since a file's address holds the token. */
  download(document: Pick<Document, 'file_id' | 'file_size' | 'file_name'>): Promise<Download>;
}

export interface FilesOptions {
  readonly token: string;
  readonly apiRoot: string;
  readonly mostBytes?: number;
  readonly stopped: AbortSignal;
}

/** The cloud server's own limit of getFile. */
const MOST_BYTES = 20 * 1024 * 1024;
const TIMEOUT_MS = 60_000;

/** The size is looked at before anything is downloaded, and counted again while it is: what Telegram says of it is the sender's word. */
export function createFiles(api: Api, { token, apiRoot, mostBytes = MOST_BYTES, stopped }: FilesOptions): Files {
  return {
    async download({ file_id: id, file_size: size = 0, file_name: name = '' }) {
      if (size > mostBytes) return { got: 'too-big', size, most: mostBytes };
      try {
        const { file_path: path = '' } = await api.call<{ readonly file_path?: string }>('getFile', { file_id: id });
        const address = new URL(`file/bot${token}/${path}`, apiRoot.endsWith('/') ? apiRoot : `${apiRoot}/`);
        const bytes = await readAtMost(address, mostBytes, stopped);
        return bytes === undefined
          ? { got: 'too-big', size: Math.max(size, mostBytes + 1), most: mostBytes }
          : { got: 'file', name, bytes };
      } catch (error) {
        const failure = callError('getFile', error);
        if (failure.refusal === 'too-big')
          return { got: 'too-big', size: Math.max(size, mostBytes + 1), most: mostBytes };
        throw failure;
      }
    },
  };
}

/** The body of a response; undefined as soon as it is longer than `most`. @throws CallError */
async function readAtMost(address: URL, most: number, stopped: AbortSignal): Promise<Uint8Array | undefined> {
  const end = new AbortController();
  const giveUp = (): void => end.abort();
  const timer = setTimeout(giveUp, TIMEOUT_MS);
  stopped.addEventListener('abort', giveUp);
  try {
    const response = await fetch(address, { signal: end.signal, redirect: 'error' });
    if (!response.ok || response.body === null)
      throw new CallError('file', response.status, response.status >= 500 ? 'server' : 'missing');
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > most) return undefined;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    clearTimeout(timer);
    stopped.removeEventListener('abort', giveUp);
  }
}
