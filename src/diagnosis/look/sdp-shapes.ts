import { parseSdp } from '../../sip/sdp.ts';
import type { SessionDescription } from '../../sip/sdp.ts';
import { parseOrigin } from '../../sip/sdp-values.ts';

/** Descriptions kept by shape; one device writes a handful. */
const MOST_SHAPES = 500;
const PORT = /^m=(\S+) ([1-9]\d{0,4})(?=[ /])/gm;
const ORIGIN = /^o=(\S+ \S+ \S+)(?= IN )/m;

/**
 * Reads session descriptions of many calls: those of one device differ in their ports and `o=` numbers alone, so each shape is read
 * once and these are put in. The result is that of `parseSdp`.
 */
export function createSdpShapes(): (text: string) => SessionDescription {
  const shapes = new Map<string, SessionDescription>();
  return (text) => {
    const ports: number[] = [];
    const shape = text
      .replace(PORT, (_, kind: string, port: string) => {
        ports.push(Number(port));
        return `m=${kind} 1`;
      })
      .replace(ORIGIN, 'o=- 0 0');
    if (ports.some((port) => port > 65_535)) return parseSdp(text);
    let known = shapes.get(shape);
    if (known === undefined) {
      known = parseSdp(shape);
      if (shapes.size >= MOST_SHAPES) shapes.clear();
      shapes.set(shape, known);
    }
    const origin = parseOrigin(/^o=(.*)$/m.exec(text)?.[1]?.trim() ?? '');
    let next = 0;
    return {
      ...known,
      ...(origin !== undefined && { origin }),
      media: known.media.map((media) => (media.port === 1 ? { ...media, port: ports[next++] ?? media.port } : media)),
    };
  };
}
