import { describe, expect, test } from 'vitest';
import { rule, ruleForCalls } from '../../../src/diagnosis/rules/reg-no-second-request.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('reg-no-second-request', () => {
  test('fires: asks again and again without credentials', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401
        30.00 alice -> pbx REGISTER
        30.05 pbx -> alice 401
      `,
    );
    expect(finding).toMatchObject({
      rule: 'reg-no-second-request',
      certainty: 'proven',
      atFault: 'caller',
      about: { address: '192.0.2.10' },
      values: { count: 2, code: 401, realm: { text: 'atlanta.example.com' } },
      reasons: [{ key: 'no-credentials' }],
    });
    expect(quotes(finding)[1]).toContain('WWW-Authenticate: Digest realm="atlanta.example.com"');
  });

  test('fires: silence for half a minute after a challenge with SHA-256 alone', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401
          !WWW-Authenticate: Digest realm="atlanta.example.com", nonce="n1", algorithm=SHA-256
        40.00 carol -> pbx OPTIONS sip:pbx.example.com call=c
        40.01 pbx -> carol 200 call=c
      `,
    );
    expect(finding).toMatchObject({
      certainty: 'likely',
      reasons: [{ key: 'algorithm' }],
      values: { algorithm: { text: 'SHA-256' } },
    });
  });

  test('fires: the same request after the challenge, which was lost', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com again=0.5,1.5
        0.05 pbx -> alice 401
        40.00 carol -> pbx OPTIONS sip:pbx.example.com call=c
        40.01 pbx -> carol 200 call=c
      `,
    );
    expect(finding).toMatchObject({ atFault: 'network', reasons: [{ key: 'challenge-lost', certainty: 'likely' }] });
  });

  test('near miss: the trace ends after the challenge', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401
      `,
    );
    expect(finding).toBeUndefined();
  });

  test('near miss: answered, though late', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401
        9.00 alice -> pbx REGISTER auth
        9.05 pbx -> alice 200
      `,
    );
    expect(finding).toBeUndefined();
  });

  test('near miss: a scanner never means to answer', () => {
    const [finding] = firesOn(
      ruleForCalls,
      `
        eve = 198.51.100.66 ua="friendly-scanner"
        0.00 eve -> pbx INVITE sip:100@atlanta.example.com
        0.05 pbx -> eve 401
        0.06 eve -> pbx ACK
        9.00 eve -> pbx INVITE sip:100@atlanta.example.com
        9.05 pbx -> eve 401
        9.06 eve -> pbx ACK
      `,
    );
    expect(finding).toBeUndefined();
  });
});
