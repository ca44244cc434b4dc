import type { webApi } from '@slack/bolt';
import type { Bot } from '../../bot/bot.ts';
import type { From, Question, Reply } from '../../bot/question.ts';
import { FileError, type FileSeen, type OpenFile, type Unreadable } from './files.ts';
import type { LocaleOf } from './locale.ts';
import type { PostPictures } from './pictures.ts';
import { post, replace, share, type Place, type Shown } from './place.ts';
import { renderAnswer, type Payload } from './render.ts';

/** What a person wants, wherever they asked. */
export interface Asked {
  readonly words: string;
  readonly place: Place;
  readonly files: readonly FileSeen[];
  /** Whether the person wrote it to us; somebody else's message is explained and is no command. */
  readonly toUs: boolean;
}

/** A pressed button. */
export interface Pressed {
  readonly token: string;
  readonly user: string;
  /** Who asked for the answer that the button stands under; undefined where nobody knows any more. */
  readonly asker: string | undefined;
  readonly shown: Shown;
}

/** The conversation on Slack: every function answers the person and resolves when Slack has the answer. */
export interface Conversation {
  ask(asked: Asked): Promise<void>;
  press(pressed: Pressed): Promise<void>;
  /** Posts an ephemeral answer again for everybody. */
  shareAnswer(pressed: Pressed): Promise<void>;
  /** Says one of our own sentences to the person alone. */
  say(place: Place, key: string, values?: Readonly<Record<string, string | number>>): Promise<void>;
}

export interface ConversationOptions {
  readonly bot: Bot;
  readonly client: webApi.WebClient;
  readonly localeOf: LocaleOf;
  readonly openFile: OpenFile;
  readonly postPictures: PostPictures;
  /** The slash command, as help writes it. */
  readonly command: string;
}

export function createConversation({
  bot,
  client,
  localeOf,
  openFile,
  postPictures,
  command,
}: ConversationOptions): Conversation {
  const askerOf = async (
    user: string,
    place: { readonly channel: string },
    seenByOne: boolean,
  ): Promise<Pick<Question, 'from' | 'platformLanguage' | 'command'>> => {
    const platformLanguage = await localeOf(user);
    return {
      from: fromOf(user, place.channel, seenByOne),
      command,
      ...(platformLanguage !== undefined && { platformLanguage }),
    };
  };

  /** `shareable`: seen by one person only, and there is somebody to share it with. */
  const render = async (reply: Reply, from: From, user: string, shareable: boolean): Promise<readonly Payload[]> => {
    const { language } = reply.answer;
    const label = shareable ? await bot.say({ from, language }, 'slack.share') : undefined;
    const cut = await bot.say({ from, language }, 'slack.cut');
    const controls = {
      buttons: reply.buttons,
      blockId: `asker:${user}:${reply.again}`,
      ...(label !== undefined && { share: { label, token: reply.again } }),
    };
    return renderAnswer(reply.answer, controls, (characters) => `${cut} (${characters})`);
  };

  const say: Conversation['say'] = async (place, key, values) => {
    const asker = await askerOf(place.user, place, true);
    await post(client, place, [plainPayload(await bot.say(asker, key, values))]);
  };

  /** A tag, or the language's own name. */
  const languageCalled = async (from: From, name: string): Promise<string | undefined> => {
    for (const language of bot.languages)
      if ((await bot.say({ from, language }, 'language.name')).toLowerCase() === name.toLowerCase()) return language;
    return name === '' ? undefined : name;
  };

  const setLanguage = async (place: Place, name: string): Promise<void> => {
    const asker = await askerOf(place.user, place, seenByOne(place));
    const called = await languageCalled(asker.from, name);
    const language = called === undefined ? undefined : await bot.setLanguage(asker.from, called);
    if (language !== undefined)
      return post(client, place, [plainPayload(await bot.say({ ...asker, language }, 'language.set'))]);
    const example = `${command} lang ${bot.languages.at(-1) ?? 'en'}`;
    await say(place, 'slack.languages', { languages: bot.languages.join(', '), example });
  };

  /** Each file is a question; the words beside them are one where they match anything. */
  const askFiles = async (
    place: Place,
    asker: Omit<Question, 'words'>,
    words: string,
    files: readonly FileSeen[],
  ): Promise<void> => {
    const said = words === '' ? undefined : await bot.ask({ ...asker, words });
    if (
      said?.explanation?.input === 'trace' ||
      (said?.explanation?.input === 'question' && said.explanation.matches.length > 0)
    )
      await post(client, place, await render(said, asker.from, place.user, place.ephemeral));
    for (const file of files) {
      try {
        const reply = await bot.ask({ ...asker, words: '', file: await openFile(file) });
        await post(client, place, await render(reply, asker.from, place.user, place.ephemeral));
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        await say(place, `slack.files.${error.reason.why}`, megabytesOf(error.reason));
      }
    }
  };

  /** Pictures and the file below an answer; the person is told where the file cannot be posted. */
  const postBelow = async (place: Place, { answer }: Reply): Promise<void> => {
    const { channel, threadTs } = place;
    if (!(await postPictures({ channel, ...(threadTs !== undefined && { threadTs }) }, answer)))
      await say(place, 'slack.files.not-posted');
  };

  return {
    say,
    async ask({ words, place, files, toUs }) {
      const tag = toUs ? /^(?:lang|language|язык)(?:\s+([\p{L}-]{2,20}))?$/iu.exec(words) : null;
      if (tag !== null) return setLanguage(place, tag[1] ?? '');
      const asker = await askerOf(place.user, place, seenByOne(place));
      if (files.length > 0) return askFiles(place, asker, words, files.slice(0, MOST_FILES));
      if (words === '' && !toUs) return say(place, 'slack.no-text');
      const help = toUs && (words === '' || /^(?:help|помощь|\?)$/i.test(words));
      const reply = help
        ? withNote(await bot.help({ ...asker, words }), await bot.say(asker, 'slack.threads', { command }))
        : await bot.ask({ ...asker, words });
      await post(client, place, await render(reply, asker.from, place.user, place.ephemeral));
    },
    async press({ token, user, asker, shown }) {
      const presser = await askerOf(user, shown, seenByOne(shown));
      const reply = await bot.press({ ...presser, token });
      const alone: Place = { ...shown, user, ephemeral: true };
      if (reply.expired === true) return say(alone, 'slack.expired', { command });
      // A language button sets one person's language: the answer that others read stays as it is
      const stranger = reply.languageSet !== undefined && asker !== user && !shown.ephemeral;
      const payloads = await render(
        reply,
        presser.from,
        stranger ? user : (asker ?? user),
        stranger || shown.ephemeral,
      );
      if (stranger) return post(client, alone, payloads);
      await replace(client, shown, payloads);
      // A file cannot be ephemeral; one without the data of the question may be seen by everybody
      if ((!shown.ephemeral || reply.answer.file !== undefined) && reply.languageSet === undefined)
        await postBelow({ ...alone, threadTs: shown.threadTs ?? shown.ts }, reply);
    },
    async shareAnswer({ token, user, shown }) {
      const presser = await askerOf(user, shown, false);
      const reply = await bot.press({ ...presser, token });
      if (reply.expired === true) return say({ ...shown, user, ephemeral: true }, 'slack.expired', { command });
      await share(shown, await render(reply, presser.from, user, false));
      await postBelow({ ...shown, user, ephemeral: true }, reply);
    },
  };
}

const MOST_FILES = 5;

const megabytesOf = (reason: Unreadable): Readonly<Record<string, number>> =>
  reason.why === 'too-big'
    ? { size: Math.ceil(reason.size / 1024 ** 2), most: Math.floor(reason.most / 1024 ** 2) }
    : {};

/** A direct message and an ephemeral answer are read by one person; there nothing is masked. */
const seenByOne = (place: { readonly channel: string; readonly ephemeral: boolean }): boolean =>
  place.ephemeral || place.channel.startsWith('D');

const fromOf = (user: string, channel: string, seen: boolean): From => ({
  person: `slack:${user}`,
  chat: `slack:${channel}`,
  private: seen,
});

const withNote = (reply: Reply, note: string): Reply => ({
  ...reply,
  answer: { ...reply.answer, blocks: [...reply.answer.blocks, { kind: 'paragraph', text: [note] }] },
});

/** One sentence of ours; it holds nothing that a user wrote. */
function plainPayload(text: string): Payload {
  return {
    text,
    fallback: text,
    blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] }],
  };
}
