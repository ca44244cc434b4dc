import type { Bot } from '../../bot/bot.ts';
import type { Api } from './api.ts';

interface MenuCommand {
  readonly command: string;
  readonly description: string;
}

const SCOPES = [
  { type: 'default', commands: ['sip', 'help', 'lang', 'privacy'] },
  { type: 'all_private_chats', commands: ['sip', 'help', 'lang', 'privacy'] },
  { type: 'all_group_chats', commands: ['sip', 'help', 'lang'] },
] as const;

/** Sets the command menu for each scope and language, where it differs from what is there. @throws CallError */
export async function updateMenu(api: Api, bot: Bot, defaultLanguage: string): Promise<void> {
  for (const { type, commands } of SCOPES) {
    for (const language of ['', ...bot.languages.filter((tag) => /^[a-z]{2}$/.test(tag))]) {
      const words = bot.words(language === '' ? defaultLanguage : language);
      const wanted = commands.map((command): MenuCommand => ({
        command,
        description: words(`telegram.menu.${command}`),
      }));
      const place = { scope: { type }, ...(language !== '' && { language_code: language }) };
      const there = await api.call<readonly MenuCommand[]>('getMyCommands', place);
      if (!same(there, wanted)) await api.call('setMyCommands', { ...place, commands: wanted });
    }
  }
}

const same = (there: readonly MenuCommand[], wanted: readonly MenuCommand[]): boolean =>
  there.length === wanted.length &&
  wanted.every(
    ({ command, description }, index) => there[index]?.command === command && there[index].description === description,
  );
