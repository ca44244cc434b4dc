import { next, timestamp } from './ids.ts';
import { ALICE, BOT_ID, INCIDENTS, TEAM } from './workspace.ts';

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
