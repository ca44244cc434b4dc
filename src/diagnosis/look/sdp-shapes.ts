import { parseSdp } from '../../sip/sdp.ts';
import type { Media, SessionDescription } from '../../sip/sdp.ts';
import { own } from '../../text/own.ts';
import { onForget } from './once.ts';

/** A medium, with whether its port is another one than 0 in place of the port: what descriptions of one shape have in common. */
export interface ShapedMedia extends Omit<Media, 'port'> {
  readonly isOpen: boolean;
}

/** A session description without what differs in each one: its `o=` line and its ports. */
export interface Session extends Omit<SessionDescription, 'origin' | 'media'> {
  readonly media: readonly ShapedMedia[];
}

/** Descriptions kept by shape; one device writes a handful. */
const MOST_SHAPES = 500;

/**
 * Reads session descriptions of many calls: those of one device differ in their ports and `o=` lines alone, so each shape is read once,
 * and equal ones are one object. The result is that of `parseSdp`, but for these.
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
    return shaped(parts.join('1'));
  };
  return (text) => {
    const parts = partsOf(text);
    const shape = shapeAt(root, parts);
    shape.session ??= read(parts);
    // Problems quote the text.
    return shape.session.problems.length > 0 ? shaped(text) : shape.session;
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

function shaped(text: string): Session {
  const { origin: _, media, ...session } = parseSdp(text);
  return { ...session, media: media.map(({ port, ...rest }) => ({ ...rest, isOpen: port !== 0 })) };
}

// v=0 o=|- 2890844526 2 IN IP4 192.0.2.10| s=- c=IN IP4 192.0.2.10 t=0 0 m=audio |20000| RTP/AVP 0
/** What stands between the value of the first `o=` and the ports. */
function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let taken = 0;
  const origin = text.indexOf('\no=');
  if (origin >= 0) {
    parts.push(text.slice(0, origin + 3));
    taken = lineEnd(text, origin + 3);
  }
  for (let media = text.indexOf('\nm=', taken); media >= 0; media = text.indexOf('\nm=', media + 3)) {
    const from = text.indexOf(' ', media) + 1;
    const to = from > media + 4 && from < lineEnd(text, media + 1) ? portEnd(text, from) : 0;
    if (to === 0) continue;
    parts.push(text.slice(taken, from));
    taken = to;
  }
  parts.push(text.slice(taken));
  return parts;
}

function lineEnd(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  return feed < 0 ? text.length : feed;
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
