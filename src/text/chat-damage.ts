/** Reports that a repair of this kind was made once. */
export type CountRepair = (kind: string) => void;

/** Cheap test: only a line that matches can need `undoChatDamage`. */
export const MAY_BE_DAMAGED =
  /[^\t\n\r\x20-\x7e]|&(?:lt|gt|amp|quot|apos|nbsp|#x?[0-9a-f]+);|mailto:|\]\(|\[email|\[(?:sips?|tel):|<[a-z]+:[^\s<>|]*\|[^\s<>]*>|\\[<>@_*]/i;

interface Repair {
  readonly kind: string;
  readonly pattern: RegExp;
  readonly by: string | ((...match: string[]) => string);
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

// In this order: characters first, then links, entities last, so that a pasted `&lt;sip:...&gt;` is not taken for a link.
const REPAIRS: readonly Repair[] = [
  { kind: 'ansi', pattern: /\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]/g, by: '' },
  { kind: 'zero-width', pattern: /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g, by: '' },
  { kind: 'no-break-space', pattern: /[\u00a0\u2007\u202f]/g, by: ' ' },
  { kind: 'smart-quotes', pattern: /[\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033]/g, by: '"' },
  { kind: 'smart-quotes', pattern: /[\u2018\u2019\u201a\u201b\u2032]/g, by: "'" },
  { kind: 'dashes', pattern: /[\u2014\u2015]/g, by: '--' },
  { kind: 'dashes', pattern: /[\u2010-\u2013\u2212]/g, by: '-' },
  { kind: 'ellipsis', pattern: /\u2026/g, by: '...' },
  // Slack: <mailto:a@b|a@b>, <tel:+1|+1>, <http://host|host>; and <sip:a@b|a@b>, whose brackets belong to the header field.
  { kind: 'chat-links', pattern: /<(?:mailto|tel|https?):[^\s<>|]*\|([^\s<>|]*)>/gi, by: '$1' },
  { kind: 'chat-links', pattern: /<((?:sips?|im|pres|xmpp):[^\s<>|]*)\|[^\s<>]*>/gi, by: '<$1>' },
  { kind: 'mailto-links', pattern: /<mailto:([^\s<>|]*)>/gi, by: '$1' },
  // Markdown: [text](target), also where an editor lost the second bracket.
  { kind: 'markdown-links', pattern: /\[([^\]\s()]+)\]?\((?:https?:|mailto:|sips?:|tel:)[^)\s]*\)/gi, by: '$1' },
  { kind: 'mailto-links', pattern: /(<sips?:)mailto:/gi, by: '$1' },
  { kind: 'email-protected', pattern: /\[email(?:\u00a0|\s)?protected\]/gi, by: 'email-protected@hidden.invalid' },
  { kind: 'backslashes', pattern: /\\([<>@_*])/g, by: '$1' },
  {
    kind: 'html-entities',
    pattern: /&(lt|gt|quot|apos|nbsp);/gi,
    by: (_all, name) => ENTITIES[name?.toLowerCase() ?? ''] ?? '',
  },
  { kind: 'html-entities', pattern: /&#(x[0-9a-f]{1,6}|\d{1,7});/gi, by: (_all, code) => characterOf(code ?? '') },
  { kind: 'html-entities', pattern: /&amp;/gi, by: '&' },
];

/** The character of a numeric reference; line ends stay as they are, the caller splits lines. */
function characterOf(code: string): string {
  const value = /^x/i.test(code) ? Number.parseInt(code.slice(1), 16) : Number.parseInt(code, 10);
  return value > 0 && value <= 0x10ffff && (value < 0xd800 || value > 0xdfff) ? String.fromCodePoint(value) : '';
}

/**
 * Undoes, within one line, what chats, forums and editors do to text: typographic quotes and dashes, HTML entities, links made by Slack,
 * Markdown and mail programs, hidden addresses, no-break spaces, zero-width and direction marks, ANSI colours.
 * Letters of any alphabet stay. `count` is called once per kind and line.
 */
export function undoChatDamage(line: string, count: CountRepair): string {
  if (!MAY_BE_DAMAGED.test(line)) return line;
  let text = line;
  for (const { kind, pattern, by } of REPAIRS) {
    const repaired = typeof by === 'string' ? text.replace(pattern, by) : text.replace(pattern, by);
    if (repaired === text) continue;
    count(kind);
    text = repaired;
  }
  return text;
}
