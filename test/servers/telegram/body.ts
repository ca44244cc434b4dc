import type { IncomingMessage } from 'node:http';
import { badRequest } from './errors.ts';

/** An uploaded file of a multipart request. */
export interface Upload {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** The parameters of one call, as they came in: an upload stands under its field. */
export type Parameters = Readonly<Record<string, unknown>>;

/** Fields whose value is JSON where the request is a form. */
const JSON_FIELDS = new Set([
  'reply_markup',
  'reply_parameters',
  'link_preview_options',
  'entities',
  'caption_entities',
  'allowed_updates',
  'commands',
  'scope',
  'reaction',
]);

/** Reads JSON, URL-encoded and multipart bodies and the query string, as the Bot API does. @throws ApiError for what is none of them. */
export async function readParameters(request: IncomingMessage): Promise<Parameters> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const query = Object.fromEntries(new URL(request.url ?? '/', 'http://x').searchParams);
  const type = request.headers['content-type'] ?? '';
  if (body.length === 0) return query;
  if (type.includes('application/json')) return { ...query, ...readJson(body) };
  const form = await new Response(body, { headers: { 'content-type': type } }).formData().catch(() => undefined);
  if (form === undefined) throw badRequest('unsupported or broken content type');
  const fields: Record<string, unknown> = { ...query };
  for (const [name, value] of form.entries())
    fields[name] = typeof value === 'string' ? formValue(name, value) : await upload(value);
  return fields;
}

function readJson(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    throw badRequest("can't parse JSON object");
  }
  throw badRequest('expected a JSON object');
}

function formValue(name: string, value: string): unknown {
  if (!JSON_FIELDS.has(name)) return value === 'true' ? true : value === 'false' ? false : value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    throw badRequest(`can't parse ${name} JSON object`);
  }
}

async function upload(file: File): Promise<Upload> {
  return { fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}
