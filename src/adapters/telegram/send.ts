import type { Logger } from 'pino';
import type { Api, Payload } from './api.ts';
import { callError, type CallError } from './call-error.ts';
import type { Keyboard } from './keyboard.ts';
import type { Target } from './message.ts';
import { draw } from './pictures.ts';
import type { Document, Picture, Rendered } from './render.ts';
import { codeEntities, toHtml, toText, type Run } from './runs.ts';

/** Sends rendered answers so that none is lost to a formatting rule, a moved group or a deleted question. */
export interface Sender {
  /** Nothing is thrown where the chat has blocked the bot. @throws CallError where Telegram takes the answer in no form. */
  answer(target: Target, rendered: Rendered): Promise<void>;
  /** Edits the one answer; sends anew where it cannot be edited any more. @throws CallError */
  edit(target: Target, messageId: number, rendered: Rendered): Promise<void>;
}

const NO_PREVIEW = { is_disabled: true };

export function createSender(api: Api, log: Logger): Sender {
  const inForms = async (
    method: string,
    base: Payload,
    runs: readonly Run[],
    keyboard: Keyboard | undefined,
  ): Promise<void> => {
    for (const [index, form] of formsOf(runs, keyboard).entries()) {
      try {
        await api.call(method, { ...base, ...form, link_preview_options: NO_PREVIEW });
        return;
      } catch (error) {
        const failure = callError(method, error);
        if (failure.refusal !== 'refused' || index === formsOf(runs, keyboard).length - 1) throw failure;
        log.warn({ method, code: failure.code, form: index }, 'telegram: refused, sending as plain text');
      }
    }
  };

  const inChat = async (target: Target, send: (place: Target) => Promise<void>): Promise<Target | undefined> => {
    try {
      await send(target);
      return target;
    } catch (error) {
      const failure = error as CallError;
      if (failure.refusal === 'migrated' && failure.migratedTo !== undefined && failure.migratedTo !== target.chat)
        return inChat({ ...target, chat: failure.migratedTo }, send);
      if (failure.refusal !== 'gone' && failure.refusal !== 'missing') throw failure;
      log.info({ chat: target.chat, code: failure.code }, 'telegram: chat is gone');
      return undefined;
    }
  };

  const sendDocument = (place: Target, { fileName, text }: Document): Promise<Target | undefined> => {
    const upload = { source: Buffer.from(text, 'utf8'), filename: fileName };
    return inChat(place, async (to) => void (await api.call('sendDocument', { ...placeOf(to), document: upload })));
  };

  /** Never throws: the answer holds the ladder as text too. */
  const sendPicture = async (place: Target, picture: Picture): Promise<void> => {
    try {
      for (const [page, { png, method }] of (await draw(picture)).entries()) {
        const upload = { source: png, filename: `ladder-${page + 1}.png` };
        const field = method === 'sendPhoto' ? 'photo' : 'document';
        const caption = page === 0 && picture.caption !== '' ? { caption: picture.caption } : {};
        await inChat(
          place,
          async (to) => void (await api.call(method, { ...placeOf(to), [field]: upload, ...caption })),
        );
      }
    } catch (error) {
      const code = error instanceof Error && error.name === 'CallError' ? (error as CallError).code : undefined;
      log.warn({ ...(code !== undefined && { code }) }, 'telegram: ladder shown as text only');
    }
  };

  const answer = async (
    target: Target,
    { messages, keyboard, documents = [], pictures = [] }: Rendered,
  ): Promise<void> => {
    let place: Target | undefined = target;
    for (const [index, runs] of messages.entries()) {
      if (place === undefined) return;
      place = await inChat(place, (to) =>
        inForms('sendMessage', placeOf(to), runs, index === messages.length - 1 ? keyboard : undefined),
      );
    }
    for (const document of documents) if (place !== undefined) place = await sendDocument(place, document);
    for (const picture of pictures) if (place !== undefined) await sendPicture(place, picture);
  };

  return {
    answer,
    async edit(target, messageId, rendered) {
      const [first = [], ...more] = rendered.messages;
      try {
        await inForms('editMessageText', { chat_id: target.chat, message_id: messageId }, first, rendered.keyboard);
      } catch (error) {
        const failure = error as CallError;
        if (failure.refusal === 'gone') return;
        if (failure.refusal === 'missing' || failure.refusal === 'migrated') return answer(target, rendered);
        if (failure.refusal !== 'not-modified') throw failure;
      }
      if (more.length > 0 || rendered.documents !== undefined || rendered.pictures !== undefined)
        await answer({ ...target, replyTo: messageId }, { ...rendered, messages: more, keyboard: undefined });
    },
  };
}

/** From the best form to the one that no rule can refuse. In plain text the values stay code, so that none becomes a link. */
function formsOf(runs: readonly Run[], keyboard: Keyboard | undefined): readonly Payload[] {
  const text = toText(runs);
  return [
    { text: toHtml(runs), parse_mode: 'HTML', reply_markup: keyboard },
    { text, entities: codeEntities(runs), reply_markup: keyboard },
    { text },
  ];
}

function placeOf(target: Target): Payload {
  return {
    chat_id: target.chat,
    message_thread_id: target.thread,
    ...(target.replyTo !== undefined && {
      reply_parameters: { message_id: target.replyTo, allow_sending_without_reply: true },
    }),
  };
}
