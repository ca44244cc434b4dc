import type { Action, Answer } from '../answers/index.ts';
import {
  chooseLanguage,
  knownLanguage,
  type Explainer,
  type ExplainOptions,
  type TraceResult,
  type View,
} from '../explain/index.ts';
import type { Store } from '../store/store.ts';
import type { Button, From, Press, Question, Reply } from './question.ts';
import { createSession, type Subject } from './session.ts';
import { decodeToken, encodeToken, type Command } from './token.ts';

/** The conversation, the same on every platform. */
export interface Bot {
  ask(question: Question): Promise<Reply>;
  /** A pressed button. A language button sets the language of the person who pressed it, and of nobody else. */
  press(press: Press): Promise<Reply>;
  /** Sets a person's language; the reply says so in it. Undefined for a language the catalog does not have. */
  setLanguage(from: From, tag: string): Promise<string | undefined>;
  help(question: Question): Promise<Reply>;
  /** One more look at a trace that was read; undefined where that call is not kept. */
  look(
    result: TraceResult,
    view: View,
    asker: Asker & Pick<Question, 'product' | 'redact'>,
  ): Promise<Reply | undefined>;
  /** A string of interface.yaml in the person's language, for what is no answer: `say(asker, 'telegram.photo')`. */
  say(asker: Asker, key: string, values?: Readonly<Record<string, string | number>>): Promise<string>;
  /** The strings of interface.yaml in one language, e.g. that of an answer. */
  words(language: string): (key: string, values?: Readonly<Record<string, string | number>>) => string;
  /** Tags of the languages there are, English first. */
  readonly languages: readonly string[];
}

/** Whom to speak to, and in what language where the person has set none. */
export type Asker = Pick<Question, 'from' | 'platformLanguage' | 'language'>;

export interface BotOptions {
  readonly explainer: Explainer;
  readonly store: Store;
  readonly defaultLanguage: string;
  readonly defaultProduct?: string;
  readonly now?: () => number;
}

export function createBot({ explainer, store, defaultLanguage, defaultProduct, now }: BotOptions): Bot {
  const session = createSession(now);

  const optionsOf = async (asked: Asker & Pick<Question, 'product' | 'redact'>): Promise<ExplainOptions> => {
    const ownLanguage = asked.language ?? (await store.get(`language:${asked.from.person}`));
    const product = asked.product ?? (await store.get(`product:${asked.from.person}`)) ?? defaultProduct;
    return {
      defaultLanguage,
      ...(ownLanguage !== undefined && { ownLanguage }),
      ...(asked.platformLanguage !== undefined && { platformLanguage: asked.platformLanguage }),
      ...(product !== undefined && { product }),
      mask: asked.redact === true || !asked.from.private,
    };
  };

  const withButtons = (answer: Answer, subject: Subject): Reply => ({
    answer,
    buttons: answer.actions.map((action) => button(action, subject, answer.language)),
    again: encodeToken({ do: 'show', language: answer.language, subject }, session),
  });

  const button = (action: Action, subject: Subject, language: string): Button => ({
    label: action.label,
    token: encodeToken(commandOf(action, subject, language), session),
  });

  const show = (subject: Subject, command: string, options: ExplainOptions): Reply => {
    switch (subject.about) {
      case 'entry': {
        const answer = explainer.entry(subject.id, [], options);
        return withButtons(
          answer ?? explainer.help(command, options),
          answer === undefined ? { about: 'help' } : subject,
        );
      }
      case 'words': {
        const explanation = explainer.words(subject.words, options);
        const about: Subject = explanation.input === 'trace' ? { about: 'trace', result: explanation.result } : subject;
        return { ...withButtons(explanation.answer, about), explanation };
      }
      case 'trace': {
        if (subject.view === undefined) {
          const explanation = explainer.trace(subject.result, options);
          return { ...withButtons(explanation.answer, subject), explanation };
        }
        const answer = explainer.view(subject.result, subject.view, options);
        return answer === undefined
          ? { ...show({ about: 'help' }, command, options), expired: true }
          : withButtons(answer, subject);
      }
      case 'help':
        return withButtons(explainer.help(command, options), subject);
      default:
        return subject satisfies never;
    }
  };

  return {
    async ask(question) {
      const options = await optionsOf(question);
      if (question.file === undefined)
        return show({ about: 'words', words: question.words }, question.command, options);
      const session = explainer.open(question.file.name);
      for await (const chunk of question.file.chunks) session.push(chunk);
      return show({ about: 'trace', result: session.end() }, question.command, options);
    },
    help: async (question) => show({ about: 'help' }, question.command, await optionsOf(question)),
    async look(result, view, asker) {
      const answer = explainer.view(result, view, await optionsOf(asker));
      return answer === undefined ? undefined : withButtons(answer, { about: 'trace', result, view });
    },
    async press(press) {
      const command = decodeToken(press.token, session);
      if (command === undefined)
        return { ...show({ about: 'help' }, press.command, await optionsOf(press)), expired: true };
      const reply = show(command.subject, press.command, await optionsOf({ ...press, language: command.language }));
      if (command.do === 'show') return reply;
      const languageSet = await this.setLanguage(press.from, command.language);
      return languageSet === undefined ? reply : { ...reply, languageSet };
    },
    async setLanguage(from, tag) {
      const language = knownLanguage(explainer.catalog, tag);
      if (language !== undefined) await store.set(`language:${from.person}`, language);
      return language;
    },
    async say(asker, key, values) {
      return explainer.catalog
        .messages(chooseLanguage(explainer.catalog, await optionsOf(asker), undefined))
        .message(key, values);
    },
    words: (language) => (key, values) => explainer.catalog.messages(language).message(key, values),
    languages: explainer.catalog.languages,
  };
}

/** What a button shows is in the language of the answer it stands under, whoever presses it. */
function commandOf(action: Action, subject: Subject, language: string): Command {
  switch (action.action) {
    case 'entry':
      return { do: 'show', language, subject: { about: 'entry', id: action.id } };
    case 'language':
      return { do: 'language', language: action.language, subject };
    case 'examples':
      return { do: 'show', language, subject: { about: 'help' } };
    case 'call':
    case 'ladder':
    case 'ticket':
    case 'filter':
      return { do: 'show', language, subject: ofTrace(subject, { show: action.action, call: action.call }) };
    case 'redacted':
      return { do: 'show', language, subject: ofTrace(subject, { show: 'redacted' }) };
    default:
      return action satisfies never;
  }
}

/** Another look at the trace that the answer was about. */
const ofTrace = (subject: Subject, view: View): Subject => (subject.about === 'trace' ? { ...subject, view } : subject);
