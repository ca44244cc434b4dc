import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/auth-407-loop.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('auth-407-loop', () => {
  test('fires: the answer is challenged again', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
        0.05 proxy -> alice 407
        0.06 alice -> proxy ACK
        0.10 alice -> proxy INVITE auth sdp
        0.20 proxy -> alice 407
        0.21 alice -> proxy ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'auth-407-loop',
      certainty: 'proven',
      atFault: 'caller',
      values: { code: 407, count: 2, user: { text: 'alice' } },
      reasons: [{ key: 'password', certainty: 'likely' }],
    });
    expect(quotes(finding).join('\n')).toMatch(
      /Proxy-Authenticate: Digest[^]*Proxy-Authorization: Digest username="alice"/,
    );
  });

  test('fires: a second realm is never answered', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
        0.05 proxy -> alice 407 realm=atlanta.example.com
        0.06 alice -> proxy ACK
        0.10 alice -> proxy INVITE auth sdp
        0.20 proxy -> alice 407 realm=biloxi.example.com
        0.21 alice -> proxy ACK
      `,
    );
    expect(finding?.reasons).toEqual([{ key: 'second-proxy', certainty: 'proven', atFault: 'caller' }]);
  });

  test('near miss: the usual challenge', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
        0.05 proxy -> alice 407
        0.06 alice -> proxy ACK
        0.10 alice -> proxy INVITE auth sdp
        0.20 proxy -> alice 180
        1.00 proxy -> alice 200 sdp
        1.01 alice -> proxy ACK
      `,
    );
    expect(finding).toBeUndefined();
  });

  test('near miss: a stale nonce', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
        0.05 proxy -> alice 407
        0.06 alice -> proxy ACK
        0.10 alice -> proxy INVITE auth sdp
        0.20 proxy -> alice 407 stale=true
        0.21 alice -> proxy ACK
      `,
    );
    expect(finding).toBeUndefined();
  });
});
