import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/auth-403-invite.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('auth-403-invite', () => {
  test('fires: forbidden after the login', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
        0.05 proxy -> alice 407
        0.06 alice -> proxy ACK
        0.10 alice -> proxy INVITE auth sdp
        0.20 proxy -> alice 403 Forbidden
        0.21 alice -> proxy ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'auth-403-invite',
      certainty: 'proven',
      atFault: 'caller',
      values: { code: 403, caller: { text: 'alice' }, number: { text: 'bob' } },
      reasons: [],
    });
    expect(quotes(finding).join('\n')).toMatch(/SIP\/2.0 403 Forbidden[^]*Proxy-Authorization/);
  });

  test('fires: the caller number is not the login', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> proxy INVITE sip:bob@biloxi.example.com sdp user=+12025550143
        0.05 proxy -> alice 407
        0.06 alice -> proxy ACK
        0.10 alice -> proxy INVITE auth=alice sdp
        0.20 proxy -> alice 403 Forbidden
        0.21 alice -> proxy ACK
      `,
    );
    expect(finding?.reasons).toEqual([{ key: 'caller-number', certainty: 'possible', atFault: 'caller' }]);
  });

  test('near miss: no credentials were sent', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
        0.20 proxy -> alice 403 Forbidden
        0.21 alice -> proxy ACK
      `,
    );
    expect(finding).toBeUndefined();
  });

  test('near miss: the phrase tells of money', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
        0.05 proxy -> alice 407
        0.06 alice -> proxy ACK
        0.10 alice -> proxy INVITE auth sdp
        0.20 proxy -> alice 403 No money left
        0.21 alice -> proxy ACK
      `,
    );
    expect(finding).toBeUndefined();
  });

  test('near miss: the next hop refused it', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
        0.05 proxy -> alice 407
        0.06 alice -> proxy ACK
        0.10 alice -> proxy INVITE auth sdp
        0.11 proxy -> trunk INVITE
        0.20 trunk -> proxy 403 Forbidden
        0.21 proxy -> trunk ACK
        0.22 proxy -> alice 403
        0.23 alice -> proxy ACK
      `,
    );
    expect(finding).toBeUndefined();
  });
});
