import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/reg-nonce-differs.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('reg-nonce-differs', () => {
  test('fires: the answer holds a nonce that nobody issued here', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401 nonce=n1
        0.10 alice -> pbx REGISTER auth nonce=cached
        0.15 pbx -> alice 401 nonce=n2
      `,
    );
    expect(finding).toMatchObject({
      rule: 'reg-nonce-differs',
      certainty: 'proven',
      atFault: 'caller',
      values: { code: 401 },
      reasons: [{ key: 'never-issued-here', certainty: 'likely' }],
    });
    expect(quotes(finding).join('\n')).toMatch(/Authorization: Digest username="alice"[^]*WWW-Authenticate/);
    expect(quotes(finding).join('\n')).not.toMatch(/cached|n1/);
  });

  test('fires: it is the nonce of an earlier challenge', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401 nonce=n1
        0.10 alice -> pbx REGISTER
        0.15 pbx -> alice 401 nonce=n2
        0.20 alice -> pbx REGISTER auth nonce=n1
        0.25 pbx -> alice 401 nonce=n3
      `,
    );
    expect(finding?.reasons).toMatchObject([{ key: 'earlier-challenge', certainty: 'proven' }]);
  });

  test('near miss: the right nonce', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401 nonce=n1
        0.10 alice -> pbx REGISTER auth
        0.15 pbx -> alice 401 nonce=n2
      `,
    );
    expect(finding).toBeUndefined();
  });

  test('near miss: a cached nonce in the first request, renewed', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
          +Authorization: Digest username="alice", realm="atlanta.example.com", nonce="cached", uri="sip:atlanta.example.com", response="01"
        0.05 pbx -> alice 401 nonce=n1
        0.10 alice -> pbx REGISTER auth
        0.15 pbx -> alice 200
      `,
    );
    expect(finding).toBeUndefined();
  });
});
