import type { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import { plain, type Answer } from '../../answers/index.ts';
import { pagesOf, svgLadder } from '../../ladder/index.ts';
import { patiently } from './calls.ts';
import { describeError } from './logger.ts';

/**
 * Posts the ladders of an answer as pictures, and its file as a snippet, where everybody in the channel sees them. Never throws: ladders stand in
 * the answer as text too. False where there is a file and it could not be posted.
 */
export type PostPictures = (
  place: { readonly channel: string; readonly threadTs?: string },
  answer: Answer,
) => Promise<boolean>;

/** Characters of a picture's alternative text. */
const MOST_ALT_TEXT = 1_000;

export function createPictures(client: webApi.WebClient, log: Logger): PostPictures {
  return async (place, answer) => {
    const where =
      place.threadTs === undefined
        ? { channel_id: place.channel }
        : { channel_id: place.channel, thread_ts: place.threadTs };
    try {
      for (const block of answer.blocks) {
        if (block.kind !== 'ladder') continue;
        // The drawing library takes time and memory: only those who draw load it
        const { pngOf } = await import('../../ladder/png.ts');
        const title = plain(block.title).slice(0, MOST_ALT_TEXT);
        for (let page = 0; page < pagesOf(block.layout); page += 1) {
          const file = Buffer.from(await pngOf(svgLadder(block.layout, title, page)));
          await patiently(() =>
            client.files.uploadV2({
              ...where,

              file,
              filename: `ladder-${page + 1}.png`,
              title: 'SIP',
              alt_text: title,
            }),
          );
        }
      }
    } catch (error) {
      log.warn(describeError(error), 'slack: ladder shown as text only');
    }
    if (answer.file === undefined) return true;
    const { name, text } = answer.file;
    try {
      await patiently(() =>
        client.files.uploadV2({ ...where, content: text, filename: name, title: name, snippet_type: 'text' }),
      );
      return true;
    } catch (error) {
      log.warn(describeError(error), 'slack: file not posted');
      return false;
    }
  };
}
