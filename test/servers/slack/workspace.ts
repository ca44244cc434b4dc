/** A message as the workspace holds it. */
export interface SlackMessage {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  readonly blocks?: unknown;
  readonly threadTs?: string;
  /** Shown to this person only; cannot be updated by `chat.update`. */
  readonly onlyFor?: string;
}

export interface Channel {
  readonly id: string;
  readonly members: readonly string[];
}

export interface Person {
  readonly id: string;
  readonly locale: string;
}

export const BOT_TOKEN = 'xoxb-1-atlanta';
export const APP_TOKEN = 'xapp-1-atlanta';
export const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
export const BOT_USER = 'U0SIPWHY';
export const BOT_ID = 'B0SIPWHY';
export const TEAM = 'T0ATLANTA';

/** The people, channels and messages of a workspace: Alice writes English, Bob Russian, Carol Portuguese. */
export interface Workspace {
  readonly people: Map<string, Person>;
  readonly channels: Map<string, Channel>;
  readonly messages: Map<string, SlackMessage>;
  readonly homes: Map<string, unknown>;
  /** Scopes of the bot token. */
  readonly scopes: Set<string>;
  add(message: Omit<SlackMessage, 'ts'>): SlackMessage;
}

export const ALICE = 'U0ALICE';
export const BOB = 'U0BOB';
export const CAROL = 'U0CAROL';
/** A channel with the bot, one without it, and Alice's conversation with the bot. */
export const INCIDENTS = 'C0INCIDENTS';
export const ELSEWHERE = 'C0ELSEWHERE';
export const ALICE_DM = 'D0ALICE';

const SCOPES = ['commands', 'chat:write', 'app_mentions:read', 'im:history', 'files:read', 'files:write', 'users:read'];

export function createWorkspace(): Workspace {
  const messages = new Map<string, SlackMessage>();
  let sent = 0;
  return {
    people: new Map([
      [ALICE, { id: ALICE, locale: 'en-US' }],
      [BOB, { id: BOB, locale: 'ru-RU' }],
      [CAROL, { id: CAROL, locale: 'pt-BR' }],
    ]),
    channels: new Map([
      [INCIDENTS, { id: INCIDENTS, members: [ALICE, BOB, CAROL, BOT_USER] }],
      [ELSEWHERE, { id: ELSEWHERE, members: [ALICE, BOB] }],
      [ALICE_DM, { id: ALICE_DM, members: [ALICE, BOT_USER] }],
    ]),
    messages,
    homes: new Map(),
    scopes: new Set(SCOPES),
    add(message) {
      sent += 1;
      const kept = { ...message, ts: `1700000000.${String(sent).padStart(6, '0')}` };
      messages.set(`${kept.channel}:${kept.ts}`, kept);
      return kept;
    },
  };
}
