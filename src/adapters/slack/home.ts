import type { types, webApi } from '@slack/bolt';
import type { Bot } from '../../bot/bot.ts';
import type { LocaleOf } from './locale.ts';

/** Publishes a person's App Home: what can be asked, a language picker, what happens to what they send. */
export function createHome(
  bot: Bot,
  client: webApi.WebClient,
  localeOf: LocaleOf,
  command: string,
): (user: string, languagePicked?: string) => Promise<void> {
  return async (user, languagePicked) => {
    const platformLanguage = await localeOf(user);
    const asker = {
      from: { person: `slack:${user}`, chat: `slack:${user}`, private: true },
      ...(platformLanguage !== undefined && { platformLanguage }),
    };
    if (languagePicked !== undefined) await bot.setLanguage(asker.from, languagePicked);
    const { answer } = await bot.help({ ...asker, command, words: '' });
    const say = (key: string): Promise<string> => bot.say(asker, key);
    const names = await Promise.all(
      bot.languages.map((language) => bot.say({ from: asker.from, language }, 'language.name')),
    );
    const options = bot.languages.map((tag, index) => ({ text: plainText(names[index] ?? tag), value: tag }));
    const chosen = options.find((option) => option.value === answer.language);
    const blocks: types.KnownBlock[] = [
      { type: 'header', text: plainText(await say('help.headline')) },
      { type: 'section', text: plainText(await say('slack.home.ways')) },
      {
        type: 'section',
        text: plainText(`${command} ${(await say('help.examples')).trim().split('\n').join(`\n${command} `)}`),
      },
      {
        type: 'section',
        block_id: `language:${answer.language}`,
        text: plainText(await say('slack.home.language')),
        accessory: {
          type: 'static_select',
          action_id: 'home:language',
          options,
          ...(chosen !== undefined && { initial_option: chosen }),
        },
      },
      { type: 'context', elements: [plainText(await say('help.privacy'))] },
    ];
    await client.views.publish({ user_id: user, view: { type: 'home', blocks } });
  };
}

const plainText = (text: string): { type: 'plain_text'; text: string; emoji: false } => ({
  type: 'plain_text',
  text,
  emoji: false,
});
