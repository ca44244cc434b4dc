import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/reg-404.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('reg-404', () => {
  test('fires: the account does not exist', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 404
      `,
    );
    expect(finding).toMatchObject({
      rule: 'reg-404',
      certainty: 'proven',
      atFault: 'caller',
      values: { user: { text: 'alice' }, domain: { text: 'atlanta.example.com' }, code: 404 },
      reasons: [],
    });
    expect(quotes(finding)).toEqual([
      'SIP/2.0 404 Not Found',
      'REGISTER sip:atlanta.example.com SIP/2.0',
      expect.stringContaining('To: <sip:alice@atlanta.example.com>'),
    ]);
  });

  test('fires: the login is good, its address record is missing', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401
        0.10 alice -> pbx REGISTER auth
        0.15 pbx -> alice 404
      `,
    );
    expect(finding?.reasons).toEqual([{ key: 'login-without-address', certainty: 'likely', atFault: 'server' }]);
  });

  test('near miss: an unknown number in a call', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        0.05 pbx -> alice 404
        0.06 alice -> pbx ACK
      `,
    );
    expect(finding).toBeUndefined();
  });
});
