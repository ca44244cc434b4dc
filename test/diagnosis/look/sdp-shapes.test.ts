import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSdpShapes } from '../../../src/diagnosis/look/sdp-shapes.ts';
import type { Session } from '../../../src/diagnosis/look/sdp-shapes.ts';
import { parseSdp } from '../../../src/sip/sdp.ts';

/** What parseSdp reads, but for the origin and the ports. */
function parsed(text: string): Session {
  const { origin: _, media, ...rest } = parseSdp(text);
  return { ...rest, media: media.map(({ port, ...more }) => ({ ...more, isOpen: port !== 0 })) };
}

const sdp = (port: number, version: number, more = ''): string =>
  `v=0\r\no=alice 2890844526 ${version} IN IP4 192.0.2.10\r\ns=-\r\nc=IN IP4 192.0.2.10\r\nt=0 0\r\nm=audio ${port} RTP/AVP 0 101\r\na=rtpmap:101 telephone-event/8000\r\n${more}`;

test('descriptions of one shape are read as parseSdp reads them, but for origin and ports', () => {
  const read = createSdpShapes();
  for (const text of [
    sdp(20_000, 1),
    sdp(20_002, 2),
    sdp(0, 3),
    sdp(1, 4),
    sdp(70_000, 5),
    sdp(20_004, 6, 'm=video 30000 RTP/AVP 96\r\na=rtpmap:96 VP8/90000\r\n'),
    sdp(20_006, 7, 'm=video 0 RTP/AVP 96\r\n'),
  ]) {
    expect(read(text)).toEqual(parsed(text));
  }
  expect(read(sdp(20_008, 8))).toBe(read(sdp(20_010, 9)));
  expect(read(sdp(20_008, 8))).not.toBe(read(sdp(0, 8)));
});

test('whatever else stands in a description, it is read as parseSdp reads it', () => {
  const read = createSdpShapes();
  const folder = join(import.meta.dirname, '../../trace/samples');
  const bodies = readdirSync(folder).flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split(/(?=v=0\r?\n)/)
      .slice(1),
  );
  expect(bodies.length).toBeGreaterThan(20);
  for (const body of bodies) expect(read(body)).toEqual(parsed(body));
  for (const odd of [
    '',
    'v=0',
    'm=audio',
    'm=audio x RTP/AVP 0',
    'o=a 1 1 IN IP4',
    'm=audio 000005 RTP/AVP 0',
    'm=audio 123456 RTP/AVP 0',
    'm=audio',
    'm= 5 RTP/AVP 0',
    'o=a 1 1 IN IP4 192.0.2.10\no=b 1 1 IN IP4 192.0.2.10\nm=audio 1 RTP/AVP 0',
    'm=audio 9 UDP/TLS/RTP/SAVPF 0\nm=audio 5/2 RTP/AVP 0',
  ])
    expect(read(odd)).toEqual(parsed(odd));
});
