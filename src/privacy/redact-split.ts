import { indexOutside } from '../sip/scan.ts';

/** Splits at a separator outside quotes and brackets and keeps every character: joined again it is the text. */
export function splitRaw(text: string, separator: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = indexOutside(text, separator); at >= 0; at = indexOutside(text, separator, from)) {
    parts.push(text.slice(from, at));
    from = at + 1;
  }
  return [...parts, text.slice(from)];
}

/** Applies `rewrite` to what stands between the blanks at both ends. */
export const inside = (text: string, rewrite: (bare: string) => string): string => {
  const [, before = '', bare = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  return `${before}${bare === '' ? '' : rewrite(bare)}${after}`;
};
