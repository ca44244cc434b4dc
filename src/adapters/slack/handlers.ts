import type { App } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Delivery } from '../../bot/delivery.ts';
import type { Queue } from '../../bot/queue.ts';
import type { Conversation, Pressed } from './conversation.ts';
import { filesOf } from './files.ts';
import { describeError } from './logger.ts';
import type { Place, Shown } from './place.ts';
import { createResponseUrl } from './response-url.ts';
import { decodeMessage, decodeText } from './text.ts';

export interface HandlerOptions {
  readonly app: App;
  readonly conversation: Conversation;
  readonly queue: Queue;
  readonly delivery: Delivery;
  readonly log: Logger;
  readonly publishHome: (user: string, languagePicked?: string) => Promise<void>;
}

/** What an event says of a message; all of it comes from outside. */
interface MessageEvent {
  readonly type: string;
  readonly subtype?: string | undefined;
  readonly channel_type?: string | undefined;
  readonly channel?: string | undefined;
  readonly user?: string | undefined;
  readonly bot_id?: string | undefined;
  readonly text?: string | undefined;
  readonly blocks?: unknown;
  readonly files?: unknown;
  readonly ts?: string | undefined;
  readonly thread_ts?: string | undefined;
}

/** Registers every entry point. Each acknowledges first; the work is a job of its chat's queue, done once for an update. */
export function registerHandlers({ app, conversation, queue, delivery, log, publishHome }: HandlerOptions): void {
  const enqueue = (kind: string, place: Place, updateId: string, job: () => Promise<void>): void => {
    const taken = Date.now();
    queue.add(`slack:${place.channel}`, async () => {
      const ran = await delivery.once(`slack:${updateId}`, () => apologise(place, job));
      log.info({ kind, ran, ms: Date.now() - taken }, 'slack: answered');
    });
  };

  /** A person whose question met a bug of ours hears of it; the error goes on to the log. */
  const apologise = async (place: Place, job: () => Promise<void>): Promise<void> => {
    try {
      await job();
    } catch (error) {
      await conversation
        .say(place, 'slack.failed')
        .catch((second: unknown) => log.warn(describeError(second), 'slack: no apology either'));
      throw error;
    }
  };

  // Slack routes here only this app's commands, so that one renamed in the app's settings still answers
  app.command(/^\//, async ({ ack, command }) => {
    await ack();
    const place: Place = {
      channel: command.channel_id,
      user: command.user_id,
      ephemeral: true,
      responseUrl: createResponseUrl(command.response_url),
    };
    enqueue('command', place, command.trigger_id, () =>
      conversation.ask({ words: decodeText(command.text ?? ''), place, files: [], toUs: true }),
    );
  });

  app.shortcut({ callback_id: 'explain_sip', type: 'message_action' }, async ({ ack, shortcut, context }) => {
    await ack();
    const message: MessageEvent = shortcut.message;
    const place: Place = {
      channel: shortcut.channel.id,
      user: shortcut.user.id,
      ephemeral: true,
      responseUrl: createResponseUrl(shortcut.response_url),
    };
    const words = decodeMessage(message, context.botUserId);
    enqueue('shortcut', place, shortcut.trigger_id, () =>
      conversation.ask({ words, place, files: filesOf(message.files), toUs: false }),
    );
  });

  const onMessage = (kind: string, event: MessageEvent, eventId: string, botUser: string | undefined): void => {
    const { channel, user, ts } = event;
    if (channel === undefined || user === undefined || ts === undefined) return;
    const place: Place = { channel, user, threadTs: event.thread_ts ?? ts, ephemeral: false };
    const words = decodeMessage(event, botUser);
    enqueue(kind, place, eventId, () => conversation.ask({ words, place, files: filesOf(event.files), toUs: true }));
  };

  app.event('app_mention', async ({ event, body, context }) => {
    if (fromPerson(event)) onMessage('mention', event, body.event_id, context.botUserId);
  });

  app.event('message', async ({ event, body, context }) => {
    const message: MessageEvent = event;
    if (message.channel_type === 'im' && fromPerson(message))
      onMessage('message', message, body.event_id, context.botUserId);
  });

  app.event('app_home_opened', async ({ event, body }) => {
    if (event.tab !== 'home') return;
    const place: Place = { channel: event.user, user: event.user, ephemeral: true };
    enqueue('home', place, body.event_id, () => publishHome(event.user));
  });

  app.action({ type: 'block_actions' }, async ({ ack, action, body }) => {
    await ack();
    if (body.type !== 'block_actions' || !('action_id' in action)) return;
    if (action.type === 'static_select' && action.action_id === 'home:language') {
      const place: Place = { channel: body.user.id, user: body.user.id, ephemeral: true };
      enqueue('home', place, body.trigger_id, () => publishHome(body.user.id, action.selected_option.value));
      return;
    }
    const shown = shownOf(body);
    if (action.type !== 'button' || action.value === undefined || shown === undefined) return;
    const pressed: Pressed = {
      token: action.value,
      user: body.user.id,
      asker: /^asker:([UW]\w+):/.exec(action.block_id)?.[1],
      shown,
    };
    const place: Place = { ...shown, ephemeral: true };
    enqueue('button', place, body.trigger_id, () =>
      action.action_id === 'share' ? conversation.shareAnswer(pressed) : conversation.press(pressed),
    );
  });

  app.error(async (error) => log.error(describeError(error), 'slack: handler failed'));
}

/** Ordinary messages and messages with a file; edits, joins and what bots write are none of ours. */
const fromPerson = (event: MessageEvent): boolean =>
  (event.subtype === undefined || event.subtype === 'file_share') &&
  event.bot_id === undefined &&
  event.user !== undefined;

interface ActionBody {
  readonly user: { readonly id: string };
  readonly response_url?: string;
  readonly container?: { readonly [key: string]: unknown };
  readonly channel?: { readonly id: string };
}

/** The message whose button was pressed; undefined for a button in a view. */
function shownOf(body: ActionBody): Shown | undefined {
  const { message_ts: ts, thread_ts: threadTs, is_ephemeral: ephemeral } = body.container ?? {};
  if (typeof ts !== 'string' || body.channel === undefined || body.response_url === undefined) return undefined;
  return {
    channel: body.channel.id,
    user: body.user.id,
    ts,
    ...(typeof threadTs === 'string' && { threadTs }),
    ephemeral: ephemeral === true,
    responseUrl: createResponseUrl(body.response_url),
  };
}
