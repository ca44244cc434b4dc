import { createRequire } from 'node:module';
import { renderAsync } from '@resvg/resvg-js';

const require = createRequire(import.meta.url);

/** Packaged fonts with Latin and Cyrillic, so that a picture looks the same on every machine. */
const FONTS = ['dejavu-fonts-ttf/ttf/DejaVuSans.ttf', 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'];

/** Twice the size of the SVG, for phones; less where a side would be over what Telegram takes (width and height together 10000). */
const SCALE = 2;
const MOST_SIDES = 9_000;

/** An SVG of ours as PNG bytes. Not part of index.ts: its native library is loaded only by those who draw. @throws where the SVG is malformed, which would be our bug */
export async function pngOf(svg: string): Promise<Uint8Array> {
  const [width = 0, height = 0] = (/width="(\d+)" height="(\d+)"/.exec(svg) ?? []).slice(1).map(Number);
  const scale = Math.min(SCALE, MOST_SIDES / Math.max(1, width + height));
  const image = await renderAsync(svg, {
    fitTo: { mode: 'width', value: Math.max(1, Math.round(width * scale)) },
    font: {
      fontFiles: FONTS.map((font) => require.resolve(font)),
      loadSystemFonts: false,
      defaultFontFamily: 'DejaVu Sans',
    },
    background: '#ffffff',
  });
  return image.asPng();
}
