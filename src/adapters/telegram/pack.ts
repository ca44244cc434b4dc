import { entitiesOf, lengthOf, linesOf, MOST_CHARACTERS, MOST_ENTITIES, toText, type Run } from './runs.ts';

/** One message as far as it is filled. */
interface Filled {
  readonly runs: Run[];
  characters: number;
  entities: number;
}

/**
 * Parts into messages: split between parts; inside a part only where it fits no message, then between lines, and inside a line only where
 * that fits none. `gaps[i]` stands before part `i` in the same message. Room for `reserve` is kept in every message.
 */
export function pack(
  parts: readonly (readonly Run[])[],
  gaps: readonly string[],
  reserve: readonly Run[] = [],
): Run[][] {
  const mostCharacters = MOST_CHARACTERS - lengthOf(reserve);
  const mostEntities = MOST_ENTITIES - entitiesOf(reserve);
  const messages: Filled[] = [];

  const add = (part: readonly Run[], gap: string): void => {
    const [characters, entities] = [lengthOf(part), entitiesOf(part)];
    const last = messages.at(-1);
    const between = gapRun(last?.runs.at(-1), part[0], gap);
    const more = between.style === undefined && between.quoted === undefined ? entities : entities - 1;
    if (
      last !== undefined &&
      last.characters + gap.length + characters <= mostCharacters &&
      last.entities + more <= mostEntities
    ) {
      for (const run of [between, ...part]) append(last.runs, run);
      last.characters += gap.length + characters;
      last.entities += more;
    } else if (characters <= mostCharacters && entities <= mostEntities)
      messages.push({ runs: [...part], characters, entities });
    else split(part, gap);
  };
  const split = (part: readonly Run[], gap: string): void => {
    const lines = linesOf(part);
    if (lines.length > 1) for (const [index, line] of lines.entries()) add(line, index === 0 ? gap : '\n');
    else
      for (const piece of piecesOf(part, mostCharacters, mostEntities))
        messages.push({ runs: piece, characters: lengthOf(piece), entities: entitiesOf(piece) });
  };

  for (const [index, part] of parts.entries()) add(part, gaps[index] ?? '\n\n');
  return messages.map(({ runs }) => withoutBlankEnds(runs)).filter((message) => toText(message).trim() !== '');
}

/** A line break between two lines of one preformatted text, or of one quotation, belongs to it. */
function gapRun(before: Run | undefined, after: Run | undefined, gap: string): Run {
  if (gap !== '\n' || before === undefined || after === undefined) return { text: gap };
  if (before.style === 'pre' && after.style === 'pre') return { text: gap, style: 'pre' };
  return before.quoted && after.quoted ? { text: gap, quoted: true } : { text: gap };
}

/** Preformatted neighbours are one. */
function append(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (last?.style === 'pre' && run.style === 'pre') runs[runs.length - 1] = { ...last, text: last.text + run.text };
  else runs.push(run);
}

/** One line cut into pieces that fit a message each, never inside a character. */
function piecesOf(line: readonly Run[], mostCharacters: number, mostEntities: number): Run[][] {
  const pieces: Run[][] = [[]];
  let room = mostCharacters;
  for (const run of line) {
    for (let rest = run.text; rest !== '';) {
      if (room < 2 || (pieces.at(-1)?.length ?? 0) >= mostEntities - 1) {
        pieces.push([]);
        room = mostCharacters;
      }
      const inside = /[\ud800-\udbff]/.test(rest[room - 1] ?? '') && rest.length > room;
      const cut = Math.min(rest.length, inside ? room - 1 : room);
      pieces.at(-1)?.push({ ...run, text: rest.slice(0, cut) });
      room -= cut;
      rest = rest.slice(cut);
    }
  }
  return pieces;
}

function withoutBlankEnds(message: readonly Run[]): Run[] {
  const first = message.findIndex((run) => run.text.trim() !== '');
  const last = message.findLastIndex((run) => run.text.trim() !== '');
  return message.slice(Math.max(first, 0), last + 1);
}
