/** `key=value` and bare words of a line; a bare word has an empty value. */
export type Options = ReadonlyMap<string, string>;

/** `+Name: value` adds, `!Name: value` replaces, `-Name` removes. */
export interface HeaderEdit {
  readonly how: '+' | '!' | '-';
  readonly name: string;
  readonly value: string;
}

/** `alice = 192.0.2.10:5060 ua="Phone 1.0" rr` */
export interface ElementLine {
  readonly kind: 'element';
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly options: Options;
}

interface Timed {
  /** Seconds since the start; undefined for `-`. */
  readonly at: number | undefined;
}

/** `0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp` or `0.1 pbx -> alice 180` */
export interface MessageLine extends Timed {
  readonly kind: 'message';
  readonly from: string;
  readonly to: string;
  readonly method?: string;
  readonly code?: number;
  /** The reason phrase of a response, the Request-URI of a request. */
  readonly rest: string;
  readonly options: Options;
  readonly edits: HeaderEdit[];
  readonly body: string[];
}

/** `1.0 alice ~> pbx rtp seconds=10 packets=500 pt=0 lost=3 from=192.0.2.10:40000 to=...` */
export interface MediaLine extends Timed {
  readonly kind: 'media';
  readonly from: string;
  readonly to: string;
  readonly options: Options;
}

/** `0.1 pbx !> alice icmp 3/3`: pbx answers what alice sent to it last */
export interface IcmpLine extends Timed {
  readonly kind: 'icmp';
  readonly from: string;
  readonly to: string;
  readonly type: number;
  readonly code: number;
}

/** `0.2 log NOTICE[123]: ...` */
export interface TextLine extends Timed {
  readonly kind: 'log';
  readonly text: string;
}

export type LadderLine = ElementLine | MessageLine | MediaLine | IcmpLine | TextLine;

const ELEMENT = /^([a-z][\w-]*) = (\[[^\]]+\]|[^\s:]+)(?::(\d+))?(?: (.*))?$/;
const TIMED = /^(-|\d+(?:\.\d+)?) (.*)$/;
const ARROW = /^([a-z][\w-]*) (->|~>|!>) ([a-z][\w-]*) (\S+)(?: (.*))?$/;
const OPTION = /(?:^|\s)([a-z][\w-]*)=("[^"]*"|\S*)/gi;

/** The lines of a ladder, read; throws where a line cannot be understood: a test must not pass by a typing error. */
export function readLadderLines(text: string): LadderLine[] {
  const lines: LadderLine[] = [];
  text.split('\n').forEach((raw, index) => {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) return;
    const last = lines.at(-1);
    const edit = /^([+!-])([A-Za-z][\w-]*)(?::\s*(.*))?$/.exec(line);
    if (last?.kind === 'message' && edit !== null) {
      last.edits.push({ how: edit[1] as HeaderEdit['how'], name: edit[2] ?? '', value: edit[3] ?? '' });
    } else if (last?.kind === 'message' && line.startsWith('|')) {
      last.body.push(line.slice(line.startsWith('| ') ? 2 : 1));
    } else {
      lines.push(readElement(line) ?? readTimed(line, index + 1));
    }
  });
  return lines;
}

function readElement(line: string): ElementLine | undefined {
  const found = ELEMENT.exec(line);
  if (found === null) return undefined;
  const [, name = '', address = '', port, rest = ''] = found;
  const { options } = readOptions(rest, ELEMENT_FLAGS);
  return { kind: 'element', name, address: address.replace(/^\[|\]$/g, ''), port: Number(port ?? 5060), options };
}

function readTimed(line: string, number: number): LadderLine {
  const timed = TIMED.exec(line);
  const at = timed === null || timed[1] === '-' ? undefined : Number(timed[1]);
  const content = timed?.[2] ?? '';
  if (content.startsWith('log ')) return { kind: 'log', at, text: content.slice(4) };
  const arrow = ARROW.exec(content);
  if (arrow === null)
    throw new Error(`Unexpected ladder line ${number} "${line}", expected "time a -> b METHOD or code ..."`);
  const [, from = '', kind, to = '', what = '', rest = ''] = arrow;
  if (kind === '~>') return { kind: 'media', at, from, to, options: readOptions(rest, new Set()).options };
  if (kind === '!>') {
    const [type = '3', code = '3'] = rest.trim().split('/');
    return { kind: 'icmp', at, from, to, type: Number(type), code: Number(code) };
  }
  const { options, words } = readOptions(rest, MESSAGE_FLAGS);
  const base = { kind: 'message', at, from, to, rest: words, options, edits: [], body: [] } as const;
  if (/^\d{3}$/.test(what)) return { ...base, edits: [], body: [], code: Number(what) };
  if (!/^[A-Z]+$/.test(what))
    throw new Error(`Unexpected "${what}" in ladder line ${number}, expected a method or a code`);
  return { ...base, edits: [], body: [], method: what };
}

const ELEMENT_FLAGS: ReadonlySet<string> = new Set(['rr']);
const MESSAGE_FLAGS: ReadonlySet<string> = new Set([
  'sdp',
  'auth',
  'again',
  'new',
  'initial',
  'hidden',
  'crypto',
  't38',
  'rel',
  'norr',
]);

function readOptions(text: string, flags: ReadonlySet<string>): { options: Options; words: string } {
  const options = new Map<string, string>();
  const rest = text.replace(OPTION, (whole, key: string, value: string) => {
    // sip:bob@biloxi.example.com;user=phone is a URI, not an option.
    if (/[;:@]/.test(whole.split('=')[0] ?? '')) return whole;
    options.set(key, value.replace(/^"|"$/g, ''));
    return '';
  });
  const words = rest
    .split(/\s+/)
    .filter((word) => word !== '' && !(flags.has(word) && options.set(word, options.get(word) ?? '')));
  return { options, words: words.join(' ') };
}
