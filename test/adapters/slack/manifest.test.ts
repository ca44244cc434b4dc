import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

/**
 * The fields that our manifests use, with the constraints of slackapi/manifest-schema, manifest.schema.2.0.0.json. An unknown field
 * is refused there too (additionalProperties: false). The file itself is in no package.
 */
const text = (least: number, most: number) => z.string().min(least).max(most);
const url = z.string().regex(/^https:\/\//);
const scopes = z.array(z.string().max(50)).max(255);

const manifestSchema = z.strictObject({
  _metadata: z.strictObject({ major_version: z.int(), minor_version: z.int() }).optional(),
  display_information: z.strictObject({
    name: text(1, 35),
    description: text(1, 140).optional(),
    background_color: z
      .string()
      .regex(/^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$/)
      .optional(),
    long_description: text(175, 4000).optional(),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({ display_name: text(1, 80), always_online: z.boolean().optional() }),
    shortcuts: z
      .array(
        z.strictObject({
          name: text(1, 24),
          type: z.enum(['message', 'global']),
          callback_id: text(1, 255),
          description: text(1, 150),
        }),
      )
      .min(1)
      .max(10),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\//).min(2).max(32),
          url: url.max(3000).optional(),
          description: text(1, 2000),
          usage_hint: text(1, 1000).optional(),
          should_escape: z.boolean().optional(),
        }),
      )
      .min(1)
      .max(50),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: scopes }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: url.max(3500).optional(),
      bot_events: z.array(z.string().max(50)).max(100),
    }),
    interactivity: z.strictObject({ is_enabled: z.boolean(), request_url: url.max(3500).optional() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

const root = resolve(import.meta.dirname, '../../..');
const read = (name: string): unknown => JSON.parse(readFileSync(resolve(root, name), 'utf8'));

describe.each(['manifest.json', 'manifest.socket.json'])('%s', (name) => {
  const manifest = manifestSchema.parse(read(name));

  test('keeps every constraint of the published schema', () => {
    expect(manifestSchema.safeParse(read(name)).error).toBeUndefined();
  });

  test('asks for the scopes that the bot uses, and for no others', () => {
    expect(manifest.oauth_config.scopes.bot).toEqual([
      'app_mentions:read',
      'chat:write',
      'commands',
      'files:read',
      'files:write',
      'im:history',
      'users:read',
    ]);
  });

  test('subscribes to the events that are handled, each mention coming once', () => {
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(['app_home_opened', 'app_mention', 'message.im']);
  });

  test('names what the code listens to', () => {
    const source = readFileSync(resolve(root, 'src/adapters/slack/handlers.ts'), 'utf8');
    for (const { callback_id: id } of manifest.features.shortcuts) expect(source).toContain(`'${id}'`);
    expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual(['/sip']);
  });

  test('has addresses for HTTP, and none for Socket Mode', () => {
    const addresses = [
      manifest.features.slash_commands[0]?.url,
      manifest.settings.event_subscriptions.request_url,
      manifest.settings.interactivity.request_url,
    ];
    expect(
      addresses.every((address) =>
        manifest.settings.socket_mode_enabled ? address === undefined : address?.endsWith('.example.com/slack/events'),
      ),
    ).toBe(true);
    expect(manifest.settings.socket_mode_enabled).toBe(name === 'manifest.socket.json');
  });
});

test('the two manifests differ in nothing else', () => {
  const bare = (name: string): unknown =>
    JSON.parse(
      JSON.stringify(read(name), (key, value: unknown) =>
        key === 'url' || key === 'request_url' || key === 'socket_mode_enabled' ? undefined : value,
      ),
    );
  expect(bare('manifest.socket.json')).toEqual(bare('manifest.json'));
});
