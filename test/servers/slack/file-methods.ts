import { z } from 'zod';
import type { Answer, Method } from './methods.ts';
import { BOT_USER, type Workspace } from './workspace.ts';

/** A file of the workspace. */
export interface SlackFile {
  readonly id: string;
  readonly name: string;
  readonly mimetype: string;
  readonly content: Buffer;
  readonly altText?: string;
  /** Channels it has been shared in. */
  readonly channels: readonly string[];
  /** Whether `completeUploadExternal` has been called, or a person has sent it. */
  readonly complete: boolean;
}

const files = new WeakMap<Workspace, Map<string, SlackFile>>();

/** The files of a workspace by their id. */
export function filesOf(workspace: Workspace): Map<string, SlackFile> {
  const known = files.get(workspace) ?? new Map<string, SlackFile>();
  files.set(workspace, known);
  return known;
}

/** A file as events and `files.info` show it. */
export const describeFile = (file: SlackFile, root: string): Answer => ({
  id: file.id,
  name: file.name,
  title: file.name,
  mimetype: file.mimetype,
  size: file.content.length,
  mode: file.mimetype === 'text/plain' ? 'snippet' : 'hosted',
  url_private: `${root}/files/${file.id}/${encodeURIComponent(file.name)}`,
  url_private_download: `${root}/files/${file.id}/download/${encodeURIComponent(file.name)}`,
});

type WithShape = <T>(shape: z.ZodType<T>, run: (args: T, workspace: Workspace, root: string) => Answer) => Method;

/** The three steps of an upload, and `files.info`. */
export function fileMethods(
  withShape: WithShape,
  failed: (error: string) => Answer,
  needScope: (workspace: Workspace, scope: string) => Answer | undefined,
): Readonly<Record<string, Method>> {
  const ask = z.strictObject({
    filename: z.string().min(1).max(255),
    length: z.coerce.number().int().positive(),
    alt_txt: z.string().max(1000).optional(),
    alt_text: z.string().max(1000).optional(),
    snippet_type: z.string().optional(),
  });
  const complete = z.strictObject({
    files: z.string(),
    channel_id: z.string().optional(),
    channels: z.string().optional(),
    thread_ts: z
      .string()
      .regex(/^\d+\.\d{6}$/)
      .optional(),
    initial_comment: z.string().optional(),
  });
  const list = z
    .array(z.strictObject({ id: z.string(), title: z.string().optional(), highlight_type: z.string().optional() }))
    .min(1);
  return {
    'files.getUploadURLExternal': withShape(ask, (args, workspace, root) => {
      const id = `F${filesOf(workspace).size + 1}UP`;
      const altText = args.alt_text ?? args.alt_txt;
      filesOf(workspace).set(id, {
        id,
        name: args.filename,
        mimetype: 'application/octet-stream',
        content: Buffer.alloc(0),
        channels: [],
        complete: false,
        ...(altText !== undefined && { altText }),
      });
      return (
        needScope(workspace, 'files:write') ?? {
          ok: true,
          upload_url: `${root}/upload/${id}?length=${args.length}`,
          file_id: id,
        }
      );
    }),
    'files.completeUploadExternal': withShape(complete, (args, workspace, root) => {
      const named = list.safeParse(JSON.parse(args.files));
      if (!named.success) return failed('invalid_arguments');
      const channel = args.channel_id ?? args.channels;
      if (channel !== undefined && !workspace.channels.has(channel)) return failed('channel_not_found');
      if (channel !== undefined && !workspace.channels.get(channel)?.members.includes(BOT_USER))
        return failed('not_in_channel');
      const known = named.data.map((one) => filesOf(workspace).get(one.id));
      if (known.some((file) => file === undefined || file.content.length === 0)) return failed('file_not_found');
      const done = known
        .filter((file) => file !== undefined)
        .map((file) => ({ ...file, complete: true, channels: channel === undefined ? [] : [channel] }));
      for (const file of done) filesOf(workspace).set(file.id, file);
      if (channel !== undefined)
        workspace.add({
          channel,
          user: BOT_USER,
          text: args.initial_comment ?? '',
          ...(args.thread_ts !== undefined && { threadTs: args.thread_ts }),
        });
      return { ok: true, files: done.map((file) => describeFile(file, root)) };
    }),
    'files.info': withShape(z.strictObject({ file: z.string().min(1) }), (args, workspace, root) => {
      const file = filesOf(workspace).get(args.file);
      return (
        needScope(workspace, 'files:read') ??
        (file === undefined || !file.complete ? failed('file_not_found') : { ok: true, file: describeFile(file, root) })
      );
    }),
  };
}
