import { describe, expect, it } from 'vitest';
import { isStartLine, readStartLine, startLineKind } from '../../src/sip/start-line.ts';

describe('a start line that a log may be searched for', () => {
  it.each([
    ['INVITE sip:bob@biloxi.example.com SIP/2.0', 'request'],
    ['INVITE sip:bob@biloxi.example.com SIP/2.0\r\n', 'request'],
    ['ACK tel:+12125550100 SIP/2.0', 'request'],
    ['ACK sip:номер@192.0.2.1;user=phone SIP/2.0', 'request'],
    ['NEWMETHOD urn:service:sos SIP/2.0', 'request'],
    ['SIP/2.0 200 OK', 'response'],
    ['SIP/2.0 100 ', 'response'],
    ['SIP/2.0 480', 'response'],
  ])('%s', (line, kind) => {
    expect(startLineKind(line)).toBe(kind);
  });

  it.each([
    'Sending INVITE sip:bob@biloxi.example.com SIP/2.0',
    'Request-Line: INVITE sip:bob@biloxi.example.com SIP/2.0',
    'INVITE sip:bob@biloxi.example.com',
    'INVITE bob SIP/2.0',
    'invite sip:bob@biloxi.example.com SIP/2.0',
    'GET /index.html HTTP/1.1',
    'GET sip:x HTTP/1.1',
    'Via: SIP/2.0/UDP 192.0.2.1',
    'SIP/2.0/UDP 192.0.2.1',
    'SIP/2.0 OK',
    'SIP/2.0 4294967301 no',
    'the server said SIP/2.0 200 OK',
    '480 Temporarily Unavailable',
    '',
  ])('is not: %s', (line) => {
    expect(isStartLine(line)).toBe(false);
  });
});

describe('a damaged start line is read, and its damage told', () => {
  it.each([
    ['INVITE <sip:bob@biloxi.example.com> SIP/2.0', 'sip:bob@biloxi.example.com', ['request-uri-in-brackets']],
    ['INVITE  sip:bob@biloxi.example.com  SIP/2.0', 'sip:bob@biloxi.example.com', ['start-line-spaces']],
    ['INVITE sip:bob@biloxi.example.com; lr SIP/2.0', 'sip:bob@biloxi.example.com; lr', ['request-uri-with-space']],
    ['INVITE sip:bob@biloxi.example.com', 'sip:bob@biloxi.example.com', ['version-missing']],
    ['INVITE sip:bob@biloxi.example.com SIP/7.0', 'sip:bob@biloxi.example.com', ['version-unsupported']],
    ['INVITE sip:bob@biloxi.example.com sip/2.0', 'sip:bob@biloxi.example.com', ['version-lower-case']],
    ['INVITE bob@biloxi.example.com SIP/2.0', 'bob@biloxi.example.com', ['uri-without-scheme']],
    ['INVITE  SIP/2.0', '', ['request-uri-missing']],
    ['NVITE sip:bob@biloxi.example.com SIP/2.0', 'sip:bob@biloxi.example.com', ['first-letter-lost']],
  ])('%s', (line, requestUri, kinds) => {
    const start = readStartLine(line);
    expect(start).toMatchObject({ kind: 'request', method: 'INVITE', requestUri });
    expect(start?.flaws.map((odd) => odd.kind)).toEqual(kinds);
  });

  it.each([
    ['SIP/2.0 4294967301 better not', 4294967301, ['status-code-invalid']],
    ['SIP/2.0  200 OK', 200, ['start-line-spaces']],
    ['SIP/2.0 200', 200, ['reason-phrase-missing']],
    ['IP/2.0 200 OK', 200, ['first-letter-lost']],
    ['sip/2.0 200 OK', 200, ['version-lower-case']],
  ])('%s', (line, statusCode, kinds) => {
    const start = readStartLine(line);
    expect(start).toMatchObject({ kind: 'response', statusCode });
    expect(start?.flaws.map((odd) => odd.kind)).toEqual(kinds);
  });

  it.each(['Hello world', 'INVITE', 'INVITE the whole team', 'From: Alice', 'BYE bye', 'word sip:x', ''])(
    'but not prose: %s',
    (line) => {
      expect(readStartLine(line)).toBeUndefined();
    },
  );
});
