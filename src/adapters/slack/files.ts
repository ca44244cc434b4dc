import type { webApi } from '@slack/bolt';
import type { QuestionFile } from '../../bot/question.ts';
import { patiently, refusalOf } from './calls.ts';

/** A file as events and messages tell of it. Everything in it comes from outside. */
export interface FileSeen {
  readonly id: string;
  readonly name: string;
  readonly size?: number;
  readonly url?: string;
  /** Slack Connect shows the file's id only and wants `files.info` called first. */
  readonly hidden: boolean;
}

/** Why a file is not read; the keys stand below `slack.files` in interface.yaml. Sizes are bytes. */
export type Unreadable =
  | { readonly why: 'denied' | 'scope' | 'gone' }
  | { readonly why: 'too-big'; readonly size: number; readonly most: number };

/** The file cannot be read, and the person should hear why. */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly reason: Unreadable;
  constructor(reason: Unreadable) {
    super(`Unexpected file: ${reason.why}`);
    this.reason = reason;
  }
}

export interface FilesOptions {
  readonly client: webApi.WebClient;
  readonly token: string;
  /** Where the Web API is: the only host besides Slack's that ever gets the token. */
  readonly apiUrl: string;
  readonly mostBytes?: number;
}

/** The size is looked at before anything is downloaded, and counted again while it is. */
export const MOST_BYTES = 200 * 1024 * 1024;
const TIMEOUT_MS = 120_000;

/** Opens a file for reading piece by piece. @throws FileError, also out of the pieces */
export type OpenFile = (file: FileSeen) => Promise<QuestionFile>;

export function createFiles({ client, token, apiUrl, mostBytes = MOST_BYTES }: FilesOptions): OpenFile {
  return async (seen) => {
    const file = seen.hidden || seen.url === undefined ? await inform(client, seen) : seen;
    if ((file.size ?? 0) > mostBytes) throw new FileError({ why: 'too-big', size: file.size ?? 0, most: mostBytes });
    const address = new URL(file.url ?? '');
    if (!isSlacks(address, apiUrl)) throw new FileError({ why: 'denied' });
    const response = await fetch(address, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    // Without files:read Slack answers 200 with its sign-in page
    if (response.ok && (response.headers.get('content-type') ?? '').startsWith('text/html'))
      throw new FileError({ why: 'scope' });
    if (!response.ok || response.body === null)
      throw new FileError({ why: response.status === 404 || response.status === 410 ? 'gone' : 'denied' });
    return { name: file.name, chunks: atMost(response.body, mostBytes) };
  };
}

async function inform(client: webApi.WebClient, seen: FileSeen): Promise<FileSeen> {
  try {
    const { file } = await patiently(() => client.files.info({ file: seen.id }));
    const [known] = filesOf([file]);
    if (known?.url === undefined) throw new FileError({ why: 'gone' });
    return known;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    throw new FileError({
      why:
        refusal === 'missing_scope'
          ? 'scope'
          : refusal === 'file_not_found' || refusal === 'file_deleted'
            ? 'gone'
            : 'denied',
    });
  }
}

/** The token goes to Slack alone. */
const isSlacks = (address: URL, apiUrl: string): boolean =>
  address.origin === new URL(apiUrl).origin ||
  (address.protocol === 'https:' && /(^|\.)slack(-files)?\.com$/.test(address.hostname));

async function* atMost(body: ReadableStream<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > most) throw new FileError({ why: 'too-big', size, most });
    yield chunk;
  }
}

/** The files of an event or message, without those that have been deleted. */
export function filesOf(files: unknown): FileSeen[] {
  if (!Array.isArray(files)) return [];
  return files.flatMap((file: unknown): FileSeen[] => {
    if (typeof file !== 'object' || file === null) return [];
    const {
      id,
      name,
      size,
      mode,
      file_access: access,
      url_private_download: download,
      url_private: shown,
    } = file as Readonly<Record<string, unknown>>;
    if (typeof id !== 'string' || mode === 'tombstone') return [];
    const url = [download, shown].find((one) => typeof one === 'string' && URL.canParse(one));
    return [
      {
        id,
        name: typeof name === 'string' ? name : '',
        hidden: access === 'check_file_info',
        ...(typeof size === 'number' && { size }),
        ...(typeof url === 'string' && { url }),
      },
    ];
  });
}
