import type { Text } from '../../answers/index.ts';
import type { Run } from './runs.ts';

/** Characters that a chat obeys instead of showing: control characters, direction marks, lone surrogates. */
const UNSHOWN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\p{Cs}/gu;

/** Stands for what cannot be shown. */
export const UNSHOWABLE = '\ufffd';

/** Text that a chat shows as it is. */
export const shown = (text: string): string => text.replace(/\r\n?/g, '\n').replace(UNSHOWN, UNSHOWABLE);

/**
 * What Telegram would make a link, mention, command, tag or phone number of by itself, where it stands in prose. An address with a
 * scheme is meant as a link.
 */
const ACCIDENTAL =
  /(?<![\w/@:.-])(?:\/\w[\w/.-]*|@\w+|#[\p{L}\p{N}_]+|\$[A-Z]{1,8}\b|[\w.+-]+@[\w.-]+\w|(?:[\p{L}\p{N}_-]+\.)+[\p{L}]{2,}(?::\d+)?(?:\/[\w./-]*\w)?|\d{1,3}(?:\.\d{1,3}){3}(?:[:/]\w+)?|\+\d[\d ()-]{5,18}\d|\d{8,15})(?![\p{L}\p{N}_])/gu;

/** Inline text as runs: values in code, prose in the given style; what would link by accident goes into code as well. */
export function inlineRuns(text: Text, style?: 'bold'): Run[] {
  return text.flatMap((part): Run[] =>
    typeof part === 'string' ? proseRuns(part, style) : [{ text: valueText(part.text), style: 'code' }],
  );
}

export function proseRuns(prose: string, style?: 'bold'): Run[] {
  const runs: Run[] = [];
  let from = 0;
  const text = shown(prose);
  const add = (to: number): void =>
    void (to > from && runs.push({ text: text.slice(from, to), ...(style && { style }) }));
  for (const match of text.matchAll(ACCIDENTAL)) {
    add(match.index);
    runs.push({ text: match[0], style: 'code' });
    from = match.index + match[0].length;
  }
  add(text.length);
  return runs;
}

/** A value stays on its line; one without a visible character is shown as a replacement mark. */
export function valueText(text: string): string {
  const line = shown(text).replace(/\s+/gu, ' ');
  return line === '' || line.trim() !== '' ? line : UNSHOWABLE;
}
