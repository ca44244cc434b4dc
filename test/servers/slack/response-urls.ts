import { z } from 'zod';
import { checkContent, failed, type Answer } from './methods.ts';
import { BOT_USER, type Workspace } from './workspace.ts';

/** What a `response_url` belongs to: where it was made, for whom, and the message whose button was pressed. */
export interface Origin {
  readonly channel: string;
  readonly user: string;
  readonly messageTs?: string;
  readonly threadTs?: string;
}

const body = z.strictObject({
  text: z.string().max(40_000).optional(),
  blocks: z.unknown().optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  thread_ts: z.string().optional(),
  unfurl_links: z.boolean().optional(),
  unfurl_media: z.boolean().optional(),
  mrkdwn: z.boolean().optional(),
  parse: z.enum(['none', 'full']).optional(),
});

const LIFE_MS = 30 * 60_000;
const MOST_USES = 5;

export interface ResponseUrls {
  make(origin: Origin): string;
  /** Status and body for a POST to the URL's path. */
  use(
    path: string,
    content: string,
    contentType: string,
  ): { readonly status: number; readonly answer: Answer; readonly args: Readonly<Record<string, unknown>> };
}

/** `response_url`s: five uses within 30 minutes of `now`. */
export function createResponseUrls(workspace: Workspace, root: () => string, now: () => number): ResponseUrls {
  const made = new Map<string, { readonly origin: Origin; readonly until: number; uses: number }>();
  return {
    make(origin) {
      const path = `/commands/T0ATLANTA/${made.size + 1}/secret`;
      made.set(path, { origin, until: now() + LIFE_MS, uses: 0 });
      return `${root()}${path}`;
    },
    use(path, content, contentType) {
      const known = made.get(path);
      if (known === undefined || known.until <= now()) return { status: 404, answer: failed('expired_url'), args: {} };
      if (known.uses >= MOST_USES) return { status: 404, answer: failed('used_url'), args: {} };
      known.uses += 1;
      const parsed = contentType.includes('json') ? body.safeParse(readJson(content)) : undefined;
      if (parsed?.success !== true) return { status: 400, answer: failed('invalid_payload'), args: {} };
      const answer = deliver(parsed.data, known.origin, workspace);
      return { status: answer['ok'] === true ? 200 : 400, answer, args: parsed.data };
    },
  };
}

function deliver(args: z.infer<typeof body>, origin: Origin, workspace: Workspace): Answer {
  const refused = checkContent(args.text, args.blocks);
  if (refused !== undefined) return refused;
  const key = `${origin.channel}:${origin.messageTs ?? ''}`;
  const original = workspace.messages.get(key);
  if (args.replace_original === true && original !== undefined) {
    workspace.messages.set(key, { ...original, text: args.text ?? '', blocks: args.blocks });
    return { ok: true };
  }
  const threadTs = args.thread_ts ?? origin.threadTs;
  workspace.add({
    channel: origin.channel,
    user: BOT_USER,
    text: args.text ?? '',
    blocks: args.blocks,
    ...(args.response_type !== 'in_channel' && { onlyFor: origin.user }),
    ...(threadTs !== undefined && { threadTs }),
  });
  return { ok: true };
}

function readJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
