import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCatalog } from '../../src/catalog/index.ts';
import { readConfig } from '../../src/config.ts';
import { startService } from '../../src/service.ts';
import { startSlackServer, type SlackServer } from '../servers/slack.ts';
import { postForm, postInteraction, pressOf, slashCommand } from '../servers/slack/requests.ts';
import { ALICE, BOB, BOT_TOKEN, INCIDENTS, SIGNING_SECRET } from '../servers/slack/workspace.ts';
import { startTelegramServer, type TelegramServer } from '../servers/telegram.ts';

/** A payload as a platform's server received it. */
export interface Received {
  readonly platform: 'slack' | 'telegram';
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Both platforms on loopback and the whole service between them. */
export interface DevStage {
  readonly slack: SlackServer;
  readonly telegram: TelegramServer;
  /** Asks as a person of the language on a platform; resolves with what the platform's server received. */
  ask(platform: Received['platform'], words: string, language: string): Promise<Received>;
  /** Presses the n-th button (from 1) of the newest answer on a platform; undefined where there is none. */
  press(platform: Received['platform'], number: number): Promise<Received | undefined>;
  stop(): Promise<void>;
}

const PEOPLE = {
  en: { id: 101, first_name: 'Alice', language_code: 'en' },
  ru: { id: 102, first_name: 'Bob', language_code: 'ru' },
} as const;
const personOf = (language: string): (typeof PEOPLE)['en' | 'ru'] => (language === 'ru' ? PEOPLE.ru : PEOPLE.en);

/** Starts everything on free ports; no token of the real platforms is read. */
export async function startDevStage(): Promise<DevStage> {
  const folder = mkdtempSync(join(tmpdir(), 'sipwhy-dev-'));
  const [slack, telegram] = await Promise.all([startSlackServer(), startTelegramServer()]);
  const config = readConfig(
    {
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.root,
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: slack.apiUrl,
      PORT: '0',
      LOG_LEVEL: 'warn',
      STORE_PATH: join(folder, 'store.db'),
    },
    'dev',
  );
  const service = await startService(config, loadCatalog(config.catalogFolder), false);
  const events = `http://127.0.0.1:${service.port}/slack/events`;
  const newestSlack = () =>
    [...slack.calls].reverse().find((call) => call.method === 'response_url' || call.method === 'chat.postMessage');
  const newestTelegram = () =>
    [...telegram.calls].reverse().find((call) => call.method === 'sendMessage' || call.method === 'editMessageText');

  const slackAnswer = async (before: number): Promise<Received> => {
    await slack.until(() => slack.calls.slice(before).some((call) => call.method === 'response_url'));
    const call = slack.calls.slice(before).find((candidate) => candidate.method === 'response_url');
    return { platform: 'slack', method: 'response_url', payload: call?.args ?? {} };
  };
  const telegramAnswer = async (before: number): Promise<Received> => {
    const call = await telegram.until((calls) =>
      calls
        .slice(before)
        .find((candidate) => candidate.method === 'sendMessage' || candidate.method === 'editMessageText'),
    );
    return { platform: 'telegram', method: call.method, payload: call.parameters };
  };

  return {
    slack,
    telegram,
    async ask(platform, words, language) {
      if (platform === 'telegram') {
        const before = telegram.calls.length;
        telegram.say(personOf(language), words);
        return telegramAnswer(before);
      }
      const user = language === 'ru' ? BOB : ALICE;
      const before = slack.calls.length;
      await postForm(
        events,
        slashCommand(words.replace(/^\/sip\s*/, ''), slack.responseUrl({ user, channel: INCIDENTS }), { user }),
      );
      return slackAnswer(before);
    },
    async press(platform, number) {
      if (platform === 'telegram') {
        const call = newestTelegram();
        const markup = call?.parameters['reply_markup'] as
          { inline_keyboard?: { callback_data?: string }[][] } | undefined;
        const data = markup?.inline_keyboard?.flat().filter((button) => button.callback_data !== undefined)[
          number - 1
        ]?.callback_data;
        const message = call?.result as { message_id: number; chat: { id: number } } | undefined;
        if (data === undefined || message === undefined) return undefined;
        const before = telegram.calls.length;
        telegram.press(PEOPLE.en, message.chat.id, message.message_id, data);
        return telegramAnswer(before);
      }
      const call = newestSlack();
      if (call === undefined) return undefined;
      let seen = 0;
      const before = slack.calls.length;
      const url = slack.responseUrl({ user: ALICE, channel: INCIDENTS });
      await postInteraction(
        events,
        pressOf(
          { channel: INCIDENTS, ts: '1.1', blocks: call.args['blocks'], onlyFor: ALICE },
          () => (seen += 1) === number,
          url,
        ),
      );
      return slackAnswer(before);
    },
    async stop() {
      await service.stop();
      await Promise.all([slack.stop(), telegram.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
