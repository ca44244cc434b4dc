import { describe, expect, it } from 'vitest';
import { isHold, isMediaCodec, pairMedia } from '../../src/sip/codecs.ts';
import { parseSdp } from '../../src/sip/sdp.ts';
import type { Media } from '../../src/sip/sdp.ts';

function media(lines: string): Media {
  const [first] = parseSdp(`v=0\nc=IN IP4 192.0.2.1\n${lines}\n`).media;
  if (first === undefined) throw new Error('Unexpected description without media, expected m=');
  return first;
}

it('codecs of DTMF and comfort noise carry no voice', () => {
  const { codecs } = media('m=audio 4000 RTP/AVP 0 13 101\na=rtpmap:101 telephone-event/8000');
  expect(codecs.filter(isMediaCodec).map((codec) => codec.name)).toEqual(['PCMU']);
});

it('media pair by their position, and an answer may lack one', () => {
  const offer = parseSdp('v=0\nm=audio 4000 RTP/AVP 0\nm=video 4002 RTP/AVP 31\n');
  const pairs = pairMedia(offer, parseSdp('v=0\nm=audio 5000 RTP/AVP 0\n'));
  expect(pairs.map((pair) => [pair.offer.kind, pair.answer?.port])).toEqual([
    ['audio', 5000],
    ['video', undefined],
  ]);
});

describe('hold', () => {
  it.each([
    ['m=audio 4000 RTP/AVP 0\na=sendonly', true],
    ['m=audio 4000 RTP/AVP 0\na=inactive', true],
    ['m=audio 4000 RTP/AVP 0\nc=IN IP4 0.0.0.0', true],
    ['m=audio 4000 RTP/AVP 0\na=recvonly', false],
    ['m=audio 4000 RTP/AVP 0', false],
    ['m=audio 9 RTP/SAVPF 0\nc=IN IP4 0.0.0.0\na=candidate:1 1 udp 1 192.0.2.1 4000 typ host', false],
  ])('%j: %s', (lines, held) => {
    expect(isHold(media(lines))).toBe(held);
  });
});
