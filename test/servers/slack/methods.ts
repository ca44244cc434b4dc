import { z } from 'zod';
import { checkBlocks } from './blocks.ts';
import { fileMethods } from './file-methods.ts';
import { BOT_ID, BOT_USER, TEAM, type SlackMessage, type Workspace } from './workspace.ts';

export type Answer = Readonly<Record<string, unknown>>;
export type Method = (args: Readonly<Record<string, unknown>>, workspace: Workspace, root: string) => Answer;

export const failed = (error: string, messages: readonly string[] = []): Answer => ({
  ok: false,
  error,
  ...(messages.length > 0 && { response_metadata: { messages } }),
});

const flag = z.enum(['true', 'false']).optional();
const words = z.string().max(40_000);

/** What every posting method takes; a field that Slack does not know is refused here. */
const posted = {
  channel: z.string().min(1),
  text: words.optional(),
  blocks: z.string().optional(),
  thread_ts: z
    .string()
    .regex(/^\d+\.\d{6}$/)
    .optional(),
  unfurl_links: flag,
  unfurl_media: flag,
  mrkdwn: flag,
  parse: z.enum(['none', 'full']).optional(),
  link_names: flag,
  metadata: z.string().optional(),
};

/** Parses the arguments by their shape, or answers as Slack does. */
export function withShape<T>(
  shape: z.ZodType<T>,
  run: (args: T, workspace: Workspace, root: string) => Answer,
): Method {
  return (args, workspace, root) => {
    const parsed = shape.safeParse(args);
    return parsed.success
      ? run(parsed.data, workspace, root)
      : failed(
          'invalid_arguments',
          parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
        );
  };
}

/** Blocks of a message, given as JSON text; `text` must be there, which Slack only warns of, and may not be empty. */
export function checkContent(text: string | undefined, blocks: unknown): Answer | undefined {
  if (text === undefined || text.trim() === '') return failed('no_text');
  if (blocks === undefined) return undefined;
  const refusal = checkBlocks(blocks);
  return refusal && failed(refusal.error, refusal.messages);
}

/** JSON text as a value; a value that no check accepts where it is none. */
export function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return 'not JSON';
  }
}

const needScope = (workspace: Workspace, scope: string): Answer | undefined =>
  workspace.scopes.has(scope) ? undefined : { ...failed('missing_scope'), needed: scope };

const shown = (message: SlackMessage): Answer => ({
  ok: true,
  channel: message.channel,
  ts: message.ts,
  message: {
    type: 'message',
    bot_id: BOT_ID,
    user: BOT_USER,
    text: message.text,
    blocks: message.blocks,
    ts: message.ts,
  },
});

const postMessage = withShape(z.strictObject(posted), (args, workspace) => {
  const blocks = parseJson(args.blocks);
  const channel = workspace.channels.get(args.channel);
  if (channel === undefined) return failed('channel_not_found');
  if (!channel.members.includes(BOT_USER)) return failed('not_in_channel');
  return (
    needScope(workspace, 'chat:write') ??
    checkContent(args.text, blocks) ??
    shown(
      workspace.add({
        channel: args.channel,
        user: BOT_USER,
        text: args.text ?? '',
        blocks,
        ...(args.thread_ts !== undefined && { threadTs: args.thread_ts }),
      }),
    )
  );
});

const postEphemeral = withShape(z.strictObject({ ...posted, user: z.string().min(1) }), (args, workspace) => {
  const blocks = parseJson(args.blocks);
  const channel = workspace.channels.get(args.channel);
  if (channel === undefined || !channel.members.includes(BOT_USER)) return failed('channel_not_found');
  if (!channel.members.includes(args.user)) return failed('user_not_in_channel');
  const refused = needScope(workspace, 'chat:write') ?? checkContent(args.text, blocks);
  if (refused !== undefined) return refused;
  const message = workspace.add({
    channel: args.channel,
    user: BOT_USER,
    text: args.text ?? '',
    blocks,
    onlyFor: args.user,
    ...(args.thread_ts !== undefined && { threadTs: args.thread_ts }),
  });
  return { ok: true, message_ts: message.ts };
});

const { thread_ts: _thread, unfurl_links: _links, unfurl_media: _media, mrkdwn: _mrkdwn, ...updatable } = posted;
const update = withShape(z.strictObject({ ...updatable, ts: z.string().min(1) }), (args, workspace) => {
  const given = parseJson(args.blocks);
  // An empty list takes the blocks of the message away
  const blocks = Array.isArray(given) && given.length === 0 ? undefined : given;
  if (!workspace.channels.has(args.channel)) return failed('channel_not_found');
  if (!workspace.channels.get(args.channel)?.members.includes(BOT_USER)) return failed('not_in_channel');
  const key = `${args.channel}:${args.ts}`;
  const message = workspace.messages.get(key);
  if (message === undefined || message.onlyFor !== undefined) return failed('message_not_found');
  if (message.user !== BOT_USER) return failed('cant_update_message');
  if ((args.text ?? '').length > 4000) return failed('msg_too_long');
  const refused = checkContent(args.text, blocks);
  if (refused !== undefined) return refused;
  const changed = { ...message, text: args.text ?? '', blocks };
  workspace.messages.set(key, changed);
  return shown(changed);
});

const view = z.strictObject({
  type: z.literal('home'),
  blocks: z.unknown(),
  callback_id: z.string().max(255).optional(),
  private_metadata: z.string().max(3000).optional(),
});
const publish = withShape(
  z.strictObject({ user_id: z.string().min(1), view: z.string(), hash: z.string().optional() }),
  (args, workspace) => {
    if (!workspace.people.has(args.user_id)) return failed('user_not_found');
    const parsed = view.safeParse(parseJson(args.view));
    if (!parsed.success)
      return failed(
        'invalid_arguments',
        parsed.error.issues.map((issue) => issue.message),
      );
    const refusal = checkBlocks(parsed.data.blocks, 100);
    if (refusal !== undefined) return failed('invalid_arguments', refusal.messages);
    workspace.homes.set(args.user_id, parsed.data);
    return { ok: true, view: { id: 'V1', type: 'home' } };
  },
);

const userInfo = withShape(z.strictObject({ user: z.string().min(1), include_locale: flag }), (args, workspace) => {
  const person = workspace.people.get(args.user);
  const refused = needScope(workspace, 'users:read');
  if (refused !== undefined) return refused;
  if (person === undefined) return failed('user_not_found');
  return {
    ok: true,
    user: { id: person.id, team_id: TEAM, ...(args.include_locale === 'true' && { locale: person.locale }) },
  };
});

/** The methods of the bot token. */
export const METHODS: Readonly<Record<string, Method>> = {
  'auth.test': withShape(z.strictObject({}), () => ({
    ok: true,
    team_id: TEAM,
    team: 'atlanta',
    user: 'sipwhy',
    user_id: BOT_USER,
    bot_id: BOT_ID,
  })),
  'chat.postMessage': postMessage,
  'chat.postEphemeral': postEphemeral,
  'chat.update': update,
  'views.publish': publish,
  'users.info': userInfo,
  ...fileMethods(withShape, failed, needScope),
};
