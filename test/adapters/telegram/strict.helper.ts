import { textLadder } from '../../../src/ladder/index.ts';
import type { Answer, Block } from '../../../src/answers/index.ts';
import { plain } from '../../../src/answers/index.ts';
import type { Button } from '../../../src/bot/question.ts';
import { renderAnswer, type Rendered, type RenderWords } from '../../../src/adapters/telegram/render.ts';
import { shown } from '../../../src/adapters/telegram/inline.ts';
import { codeEntities, toHtml, toText } from '../../../src/adapters/telegram/runs.ts';
import type { Entity } from '../../servers/telegram/entities.ts';
import { callMethod } from '../../servers/telegram/methods.ts';
import { createUpdates } from '../../servers/telegram/updates.ts';
import { createWorld } from '../../servers/telegram/world.ts';

const world = createWorld({ id: 1, is_bot: true, first_name: 'sipwhy', username: 'SipWhyBot' });
world.chats.set(101, { id: 101, type: 'private', first_name: 'Alice' });
const updates = createUpdates(10);

export const words: RenderWords = {
  restInFile: 'The whole answer is in the file below.',
  copy: (what) => `Copy: ${what}`,
};

export interface Accepted {
  readonly texts: readonly string[];
  readonly entities: readonly Entity[];
  /** Of the second try, which has no markup to be refused. */
  readonly plainEntities: readonly Entity[];
  readonly rendered: Rendered;
}

interface Sent {
  readonly text: string;
  readonly entities?: readonly Entity[];
}

async function send(payload: object): Promise<Sent> {
  const wire = JSON.parse(JSON.stringify({ chat_id: 101, ...payload })) as Record<string, unknown>;
  return (await callMethod(world, updates, 'sendMessage', wire, new AbortController().signal)) as Sent;
}

/** Sends an answer, and its second try, to the checks of the strict server, without a network between. @throws ApiError where it refuses. */
export async function accept(answer: Answer, buttons: readonly Button[] = []): Promise<Accepted> {
  const rendered = renderAnswer(answer, buttons, words);
  const sent: Sent[] = [];
  const again: Sent[] = [];
  for (const runs of rendered.messages) {
    sent.push(
      await send({
        text: toHtml(runs),
        parse_mode: 'HTML',
        reply_markup: rendered.keyboard,
        link_preview_options: { is_disabled: true },
      }),
    );
    again.push(await send({ text: toText(runs), entities: codeEntities(runs) }));
  }
  const entitiesOf = (messages: readonly Sent[]): Entity[] => messages.flatMap(({ entities = [] }) => entities);
  return {
    texts: sent.map(({ text }) => text),
    entities: entitiesOf(sent),
    plainEntities: entitiesOf(again),
    rendered,
  };
}

/** Every word of an answer in reading order, as a chat shows it. */
export function wordsOf(answer: Answer): string[] {
  const pieces = [plain(answer.headline), ...answer.blocks.flatMap(piecesOf)];
  return pieces.flatMap((piece) => shown(piece).split(/[\s\ufffd]+/u)).filter((word) => word !== '');
}

function piecesOf(block: Block): string[] {
  switch (block.kind) {
    case 'paragraph':
      return [plain(block.text)];
    case 'list':
      return [
        block.title ?? '',
        ...block.items.flatMap((item) => [
          plain(item.text),
          ...item.lines.flatMap((line) => [`${line.label}:`, plain(line.text)]),
        ]),
      ];
    case 'facts':
      return block.rows.flatMap((row) => [`${row.label}:`, plain(row.text)]);
    case 'code':
      return [block.text];
    case 'command':
      return [`${block.label}:`, block.command];
    case 'ladder':
      return [plain(block.title), textLadder(block.layout)];
    case 'section':
      return [block.title, ...block.blocks.flatMap(piecesOf)];
    default:
      return block satisfies never;
  }
}

/** The words that `text` lacks, looked for in order. */
export function missingWords(text: string, wanted: readonly string[]): string[] {
  let from = 0;
  return wanted.filter((word) => {
    const found = text.indexOf(word, from);
    if (found >= 0) from = found + word.length;
    return found < 0;
  });
}

/** Entities that no renderer of ours means: links, mentions, commands, tags, phone numbers. */
export const unmeant = (entities: readonly Entity[]): readonly Entity[] =>
  entities.filter(({ type }) => !['bold', 'code', 'pre', 'expandable_blockquote'].includes(type));
