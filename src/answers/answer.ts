import type { LadderLayout } from '../ladder/index.ts';

/**
 * A value that came from the input, or a name that must not be changed: adapters put it in code, privacy may mask it. `header` is raw
 * text of the input (a quote, a header value, a reason phrase); `token` is a name of ours or of the protocol.
 */
export interface Value {
  readonly value: 'number' | 'user' | 'address' | 'host' | 'callId' | 'header' | 'token';
  readonly text: string;
}

/** Inline text: plain words and values in reading order. */
export type Text = readonly (string | Value)[];

/** One line of a list, with its labelled lines below it ("Check: ..."). */
export interface Item {
  readonly text: Text;
  readonly lines: readonly { readonly label: string; readonly text: Text }[];
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly text: Text;
}
export interface List {
  readonly kind: 'list';
  readonly ordered: boolean;
  readonly title?: string;
  readonly items: readonly Item[];
}
/** Label and value pairs. */
export interface Facts {
  readonly kind: 'facts';
  readonly rows: readonly { readonly label: string; readonly text: Text }[];
}
/** Preformatted text; every line at most 32 columns. */
export interface Code {
  readonly kind: 'code';
  readonly text: string;
}
/** One command to copy whole. */
export interface Command {
  readonly kind: 'command';
  /** What it shows and on what, e.g. `Asterisk pjsip`. */
  readonly label: string;
  readonly command: string;
}
/** Detail that a reader may open. */
export interface Section {
  readonly kind: 'section';
  readonly title: string;
  readonly folded: boolean;
  readonly blocks: readonly Block[];
}

/** A call to draw: as text, SVG or PNG, as the platform can. */
export interface Ladder {
  readonly kind: 'ladder';
  /** What the picture shows, for those who cannot see it. */
  readonly title: Text;
  readonly layout: LadderLayout;
}

export type Block = Paragraph | List | Facts | Code | Command | Section | Ladder;

/** What a reader may do next; adapters make it a button, the console a number. */
export type Action =
  | { readonly action: 'entry'; readonly id: string; readonly label: string }
  | { readonly action: 'language'; readonly language: string; readonly label: string }
  | { readonly action: 'examples'; readonly label: string }
  | { readonly action: 'call'; readonly call: string; readonly label: string }
  | { readonly action: 'ladder'; readonly call: string; readonly label: string }
  | { readonly action: 'ticket'; readonly call: string; readonly label: string }
  | { readonly action: 'filter'; readonly call: string; readonly label: string }
  | { readonly action: 'redacted'; readonly label: string };

/** One answer, free of any platform. The headline is enough on its own in a notification (at most 80 characters). */
export interface Answer {
  /** BCP 47 tag of the words. */
  readonly language: string;
  readonly headline: Text;
  readonly blocks: readonly Block[];
  readonly actions: readonly Action[];
  readonly sources: readonly string[];
  /** A text file that comes with the answer; it holds nothing that would have to be masked. */
  readonly file?: { readonly name: string; readonly text: string };
}

/** Inline text as plain characters. */
export const plain = (text: Text): string => text.map((part) => (typeof part === 'string' ? part : part.text)).join('');

/** Catalog prose to inline text: what stands in backticks is a token. */
export function inline(prose: string): Text {
  return prose
    .trim()
    .split(/(`[^`]+`)/)
    .filter((part) => part !== '')
    .map((part) =>
      part.startsWith('`') && part.endsWith('`') && part.length > 2
        ? { value: 'token' as const, text: part.slice(1, -1) }
        : part,
    );
}

/** The text with a capital first letter, unless it starts with a value. */
export function capitalised(text: Text): Text {
  const [first, ...rest] = text;
  return typeof first === 'string' ? [first.charAt(0).toUpperCase() + first.slice(1), ...rest] : text;
}
