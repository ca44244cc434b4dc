import { describe, expect, test } from 'vitest';
import { rule, ruleForCalls } from '../../../src/diagnosis/rules/reg-wrong-password.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('reg-wrong-password', () => {
  test('fires: 403 to the right realm and nonce', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401
        0.10 alice -> pbx REGISTER auth
        0.15 pbx -> alice 403
      `,
    );
    expect(finding).toMatchObject({
      rule: 'reg-wrong-password',
      severity: 'failure',
      certainty: 'proven',
      atFault: 'caller',
      about: { address: '203.0.113.5' },
      values: { user: { text: 'alice' }, code: 403 },
      reasons: [{ key: 'password', certainty: 'likely' }],
    });
    expect(quotes(finding).join('\n')).toMatch(/SIP\/2.0 403[^]*username="alice"[^]*WWW-Authenticate: Digest realm=/);
  });

  test('fires: challenged anew with another nonce', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401
        0.10 alice -> pbx REGISTER auth
        0.15 pbx -> alice 401
      `,
    );
    expect(finding).toMatchObject({ certainty: 'proven', values: { code: 401 } });
  });

  test('fires: a call whose refusal names the password', () => {
    const [finding] = firesOn(
      ruleForCalls,
      `
        0.00 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
        0.05 proxy -> alice 407
        0.06 alice -> proxy ACK
        0.10 alice -> proxy INVITE auth sdp
        0.20 proxy -> alice 403 Wrong Password
        0.21 alice -> proxy ACK
      `,
    );
    expect(finding?.reasons).toMatchObject([{ key: 'password', certainty: 'proven' }]);
  });

  test('near miss: only the nonce was too old', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401
        0.10 alice -> pbx REGISTER auth
        0.15 pbx -> alice 401 stale=true
      `,
    );
    expect(finding).toBeUndefined();
  });

  test('near miss: refused first, accepted later', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401
        0.10 alice -> pbx REGISTER auth
        0.15 pbx -> alice 401
        0.20 alice -> pbx REGISTER auth
        0.25 pbx -> alice 200
      `,
    );
    expect(finding).toBeUndefined();
  });

  test('near miss: the account has all its contacts', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401
        0.10 alice -> pbx REGISTER auth
        0.15 pbx -> alice 403 Too many registrations
      `,
    );
    expect(finding).toBeUndefined();
  });
});
