import { parseSdp } from '../../sip/sdp.ts';
import type { SessionDescription } from '../../sip/sdp.ts';
import { own } from '../../text/own.ts';
import { onForget } from './once.ts';

/** A session description without its `o=` line: that differs in each one, and hardly anybody asks for it. */
export type Session = Omit<SessionDescription, 'origin'>;

/** Descriptions kept by shape; one device writes a handful. */
const MOST_SHAPES = 500;
const EQUALS = 61;
const LETTER_M = 109;
const LETTER_O = 111;

/**
 * Reads session descriptions of many calls: those of one device differ in their ports and `o=` lines alone, so each shape is read once
 * and the ports are put in. The result is that of `parseSdp`, but for the origin.
 */
export function createSdpShapes(): (text: string) => Session {
  const root: Shape = { next: new Map() };
  let count = 0;
  const clear = (): void => {
    root.next.clear();
    count = 0;
  };
  onForget(clear);
  const read = (parts: readonly string[]): Session => {
    if (++count > MOST_SHAPES) clear();
    return withoutOrigin(parts.join('1'));
  };
  return (text) => {
    const { parts, ports } = partsOf(text);
    const shape = shapeAt(root, parts);
    shape.session ??= read(parts);
    const known = shape.session;
    // Problems quote the text.
    if (known.problems.length > 0) return withoutOrigin(text);
    let next = 0;
    return {
      ...known,
      media: known.media.map((media) => (media.port === 1 ? { ...media, port: ports[next++] ?? media.port } : media)),
    };
  };
}

/** What may follow after the same beginning; a description where one ended here. */
interface Shape {
  readonly next: Map<string, Shape>;
  session?: Session;
}

function shapeAt(root: Shape, parts: readonly string[]): Shape {
  let shape = root;
  for (const part of parts) {
    let after = shape.next.get(part);
    if (after === undefined) {
      after = { next: new Map() };
      shape.next.set(own(part), after);
    }
    shape = after;
  }
  return shape;
}

function withoutOrigin(text: string): Session {
  const { origin: _, ...session } = parseSdp(text);
  return session;
}

// v=0 o=|- 2890844526 2 IN IP4 192.0.2.10| s=- c=IN IP4 192.0.2.10 t=0 0 m=audio |20000| RTP/AVP 0
/** The text without the value of `o=` and without ports: what stands between them, and the ports. */
function partsOf(text: string): { readonly parts: readonly string[]; readonly ports: readonly number[] } {
  const parts: string[] = [];
  const ports: number[] = [];
  let taken = 0;
  for (let at = 0; at < text.length;) {
    const feed = text.indexOf('\n', at);
    const end = feed < 0 ? text.length : feed;
    const letter = text.charCodeAt(at + 1) === EQUALS ? text.charCodeAt(at) : 0;
    if (letter === LETTER_O) {
      parts.push(text.slice(taken, at + 2));
      taken = end;
    } else if (letter === LETTER_M) {
      const from = text.indexOf(' ', at) + 1;
      const to = from > at + 3 && from < end ? portEnd(text, from) : 0;
      if (to > 0) {
        ports.push(Number(text.slice(from, to)));
        parts.push(text.slice(taken, from));
        taken = to;
      }
    }
    at = end + 1;
  }
  parts.push(text.slice(taken));
  return { parts, ports };
}

/** The end of a plain port that begins here; 0 where it is none: its ending, its size and 0 belong to the shape. */
function portEnd(text: string, from: number): number {
  let to = from;
  for (; to < from + 6; to++) {
    const code = text.charCodeAt(to);
    if (code < 48 || code > 57 || (to === from && code === 48)) break;
  }
  const after = text.charCodeAt(to);
  const isPort = to > from && (after === 32 || after === 47) && Number(text.slice(from, to)) <= 65_535;
  return isPort ? to : 0;
}
