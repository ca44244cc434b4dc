import { createHmac } from 'node:crypto';
import { next, timestamp } from './ids.ts';
import { ALICE, BOT_USER, INCIDENTS, SIGNING_SECRET, TEAM } from './workspace.ts';

export { buttonsOf, pressOf, shortcutOf, type ButtonSeen, type Pressed } from './interactions.ts';

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
  const signature = signatureOf(body, secret, timestamp);
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

const signatureOf = (body: string, secret: string, timestamp: number): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;

const FORM = 'application/x-www-form-urlencoded';

/** The headers of a signed form, for whoever sends it in another way. */
export function signedHeaders(body: string, timestamp = Math.floor(Date.now() / 1000)): Record<string, string> {
  return {
    'content-type': FORM,
    'x-slack-signature': signatureOf(body, SIGNING_SECRET, timestamp),
    'x-slack-request-timestamp': String(timestamp),
  };
}

export const postForm = (
  url: string,
  fields: Readonly<Record<string, string>>,
  sending: Sending = {},
): Promise<Response> => postSigned(url, new URLSearchParams(fields).toString(), { contentType: FORM, ...sending });
export const postEvent = (url: string, body: unknown, sending: Sending = {}): Promise<Response> =>
  postSigned(url, JSON.stringify(body), sending);
export const postInteraction = (url: string, payload: unknown, sending: Sending = {}): Promise<Response> =>
  postForm(url, { payload: JSON.stringify(payload) }, sending);

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
