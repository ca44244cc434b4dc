import { pagesOf, svgLadder } from '../../ladder/index.ts';
import type { Picture } from './render.ts';

/** A drawn page and how Telegram takes it: as a photo, or as a document where a photo would be scaled until nobody can read it. */
export interface Drawn {
  readonly png: Buffer;
  readonly method: 'sendPhoto' | 'sendDocument';
}

// Telegram: 10 MB, width and height together 10000, one at most 20 times the other; clients scale photos to 2560.
const MOST_BYTES = 10 * 1024 * 1024;
const MOST_SIDE = 2_560;
const MOST_RATIO = 20;

/** The pages of a ladder as PNG. @throws where the drawing library fails */
export async function draw({ layout, title }: Picture): Promise<Drawn[]> {
  // The drawing library takes time and memory: only those who draw load it
  const { pngOf } = await import('../../ladder/png.ts');
  const pages: Drawn[] = [];
  for (let page = 0; page < pagesOf(layout); page += 1) {
    const png = Buffer.from(await pngOf(svgLadder(layout, title, page)));
    pages.push({ png, method: isPhoto(png) ? 'sendPhoto' : 'sendDocument' });
  }
  return pages;
}

/** PNG: width and height stand in the first chunk (ISO 15948 11.2.2). */
function isPhoto(png: Buffer): boolean {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  return (
    png.length <= MOST_BYTES &&
    Math.max(width, height) <= MOST_SIDE &&
    Math.max(width, height) <= MOST_RATIO * Math.min(width, height)
  );
}
