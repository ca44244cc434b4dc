import { expect, it } from 'vitest';
import { bodyParts, findSdp, sessionDescription } from '../../src/sip/bodies.ts';
import { read } from './wire.ts';

const HEAD = `
  INVITE sip:bob@biloxi.example.com SIP/2.0
  Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1
`;

const MULTIPART = `${HEAD}  Content-Type: multipart/mixed;boundary="a b"

  this line is for readers that know no MIME
  --a b
  Content-Type: application/isup;version=nxv3

  binary
  --a b
  Content-Type: application/sdp
  Content-Disposition: session

  v=0
  m=audio 49170 RTP/AVP 8
  --a b--
  and this one too
`;

it('a session description is found in a plain body', () => {
  expect(
    sessionDescription(read(`${HEAD}  c: Application/SDP\n\n  v=0\n  m=audio 4000 RTP/AVP 0\n`))?.media[0]?.port,
  ).toBe(4000);
});

it('a session description is found where no Content-Type names it', () => {
  expect(findSdp(read(`${HEAD}\n  v=0\n  m=audio 4000 RTP/AVP 0\n`))).toMatchObject({ type: '', line: 4 });
});

it('a multipart body is opened, each part with its line', () => {
  expect(bodyParts(read(MULTIPART)).map((part) => [part.type, part.line])).toEqual([
    ['application/isup', 9],
    ['application/sdp', 14],
  ]);
});

it('a session description is found within a multipart body', () => {
  expect(findSdp(read(MULTIPART))?.text).toBe('v=0\r\nm=audio 49170 RTP/AVP 8\r\n');
});

it('a multipart body may lack its last boundary', () => {
  expect(bodyParts(read(MULTIPART.replace(/ {2}--a b--[^]*$/, ''))).map((part) => part.type)).toEqual([
    'application/isup',
    'application/sdp',
  ]);
});

it('a part may be multipart itself', () => {
  const inner =
    'Content-Type: multipart/alternative;boundary=in\n\n  --in\n  Content-Type: application/sdp\n\n  v=0\n  --in--';
  const message = read(`${HEAD}  Content-Type: multipart/mixed;boundary=out\n\n  --out\n  ${inner}\n  --out--\n`);
  expect(bodyParts(message).map((part) => part.type)).toEqual(['application/sdp']);
});

it('a message without a body has no parts', () => {
  expect(bodyParts(read(`${HEAD}\n`))).toEqual([]);
  expect(sessionDescription(read(`${HEAD}\n`))).toBeUndefined();
});
