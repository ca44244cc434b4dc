import { createHmac } from 'node:crypto';
import { ALICE, BOT_ID, BOT_USER, INCIDENTS, SIGNING_SECRET, TEAM } from './workspace.ts';

/** How a request is sent: what Slack would put in its headers. */
export interface Sending {
  readonly secret?: string;
  /** Seconds since the epoch. */
  readonly timestamp?: number;
  readonly contentType?: string;
  readonly retry?: { readonly attempt: number; readonly reason: string };
  readonly unsigned?: boolean;
}

/** Posts a body as Slack does: signed, with the time, with retry headers where it is a repetition. */
export function postSigned(url: string, body: string, sending: Sending = {}): Promise<Response> {
  const {
    secret = SIGNING_SECRET,
    timestamp = Math.floor(Date.now() / 1000),
    contentType = 'application/json',
    retry,
    unsigned = false,
  } = sending;
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  return fetch(url, {
    method: 'POST',
    body,
    headers: {
      'content-type': contentType,
      ...(!unsigned && { 'x-slack-signature': signature, 'x-slack-request-timestamp': String(timestamp) }),
      ...(retry !== undefined && { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason }),
    },
  });
}

const FORM = 'application/x-www-form-urlencoded';

export const postForm = (
  url: string,
  fields: Readonly<Record<string, string>>,
  sending: Sending = {},
): Promise<Response> => postSigned(url, new URLSearchParams(fields).toString(), { contentType: FORM, ...sending });
export const postEvent = (url: string, body: unknown, sending: Sending = {}): Promise<Response> =>
  postSigned(url, JSON.stringify(body), sending);
export const postInteraction = (url: string, payload: unknown, sending: Sending = {}): Promise<Response> =>
  postForm(url, { payload: JSON.stringify(payload) }, sending);

let count = 0;
const next = (): number => (count += 1);

/** A slash command as Slack's form fields. */
export function slashCommand(
  text: string,
  responseUrl: string,
  { user = ALICE, channel = INCIDENTS, command = '/sip' } = {},
): Record<string, string> {
  return {
    token: 'deprecated',
    team_id: TEAM,
    team_domain: 'atlanta',
    channel_id: channel,
    channel_name: 'incidents',
    user_id: user,
    user_name: 'alice',
    command,
    text,
    api_app_id: 'A0SIPWHY',
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: `${next()}.2.abc`,
  };
}

/** An event around its inner event, with an `event_id` of its own. */
export function eventOf(event: Readonly<Record<string, unknown>>, eventId = `Ev${next()}`): Record<string, unknown> {
  return {
    token: 'deprecated',
    team_id: TEAM,
    api_app_id: 'A0SIPWHY',
    type: 'event_callback',
    event_id: eventId,
    event_time: 1_700_000_000,
    authorizations: [
      { enterprise_id: null, team_id: TEAM, user_id: BOT_USER, is_bot: true, is_enterprise_install: false },
    ],
    event,
  };
}

const timestamp = (): string => `1700000100.${String(next()).padStart(6, '0')}`;

export const mentionOf = (text: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> =>
  eventOf({
    type: 'app_mention',
    user: ALICE,
    channel: INCIDENTS,
    text: `<@${BOT_USER}> ${text}`,
    ts: timestamp(),
    event_ts: timestamp(),
    ...more,
  });

export const directMessageOf = (text: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> =>
  eventOf({
    type: 'message',
    channel_type: 'im',
    user: ALICE,
    channel: 'D0ALICE',
    text,
    ts: timestamp(),
    event_ts: timestamp(),
    ...more,
  });

/** A message whose button is pressed. */
export interface Pressed {
  readonly channel: string;
  readonly ts: string;
  readonly blocks?: unknown;
  readonly threadTs?: string;
  readonly onlyFor?: string;
}

/** The press of a button that stands in a message. `which` finds it by its action_id, value or label. */
export function pressOf(
  message: Pressed,
  which: (button: ButtonSeen) => boolean,
  responseUrl: string,
  user = ALICE,
): Record<string, unknown> {
  const found = buttonsOf(message.blocks).find(which);
  if (found === undefined)
    throw new Error(
      `Unexpected buttons ${JSON.stringify(buttonsOf(message.blocks).map((button) => button.label))}, expected the one to press`,
    );
  const { label, ...action } = found;
  return {
    type: 'block_actions',
    team: { id: TEAM, domain: 'atlanta' },
    user: { id: user, username: 'alice', team_id: TEAM },
    api_app_id: 'A0SIPWHY',
    trigger_id: `${next()}.2.abc`,
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: message.onlyFor !== undefined,
      ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    },
    channel: { id: message.channel, name: 'incidents' },
    ...(message.onlyFor === undefined && {
      message: {
        type: 'message',
        bot_id: BOT_ID,
        ts: message.ts,
        ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
        blocks: message.blocks,
      },
    }),
    state: { values: {} },
    response_url: responseUrl,
    actions: [{ type: 'button', action_ts: timestamp(), text: { type: 'plain_text', text: label }, ...action }],
  };
}

export interface ButtonSeen {
  readonly action_id: string;
  readonly block_id: string;
  readonly value: string;
  readonly label: string;
}

interface RawBlock {
  readonly type: string;
  readonly block_id?: string;
  readonly elements?: readonly {
    readonly type: string;
    readonly action_id?: string;
    readonly value?: string;
    readonly text?: { readonly text: string };
  }[];
}

/** Every button of a message's blocks. */
export function buttonsOf(blocks: unknown): ButtonSeen[] {
  const list = (Array.isArray(blocks) ? blocks : []) as readonly RawBlock[];
  return list
    .filter((block) => block.type === 'actions')
    .flatMap((block) =>
      (block.elements ?? []).map((element) => ({
        action_id: element.action_id ?? '',
        block_id: block.block_id ?? '',
        value: element.value ?? '',
        label: element.text?.text ?? '',
      })),
    );
}

/** "Explain this SIP" chosen in the menu of a message. */
export function shortcutOf(
  message: Readonly<Record<string, unknown>>,
  responseUrl: string,
  { user = ALICE, channel = INCIDENTS, ts = timestamp() } = {},
): Record<string, unknown> {
  return {
    type: 'message_action',
    callback_id: 'explain_sip',
    trigger_id: `${next()}.2.abc`,
    action_ts: timestamp(),
    message_ts: ts,
    response_url: responseUrl,
    team: { id: TEAM, domain: 'atlanta' },
    channel: { id: channel, name: 'incidents' },
    user: { id: user, name: 'alice', team_id: TEAM },
    token: 'deprecated',
    message: { type: 'message', ts, ...message },
  };
}
