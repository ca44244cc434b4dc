import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/reg-403-no-challenge.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('reg-403-no-challenge', () => {
  test('fires: refused at once', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 403
      `,
    );
    expect(finding).toMatchObject({
      rule: 'reg-403-no-challenge',
      certainty: 'proven',
      atFault: 'server',
      values: { user: { text: 'alice' }, code: 403 },
      reasons: [],
    });
    expect(quotes(finding)[0]).toBe('SIP/2.0 403 Forbidden');
    expect(quotes(finding).at(-1)).toContain('Via: SIP/2.0/UDP');
  });

  test('fires: the phrase names the domain', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 403 Not relaying
      `,
    );
    expect(finding).toMatchObject({ atFault: 'caller', reasons: [{ key: 'domain', certainty: 'proven' }] });
  });

  test('near miss: refused after a challenge', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401
        0.10 alice -> pbx REGISTER auth
        0.15 pbx -> alice 403
      `,
    );
    expect(finding).toBeUndefined();
  });

  test('near miss: credentials of an earlier challenge', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
          +Authorization: Digest username="alice", realm="atlanta.example.com", nonce="cached", uri="sip:atlanta.example.com", response="01"
        0.05 pbx -> alice 403
      `,
    );
    expect(finding).toBeUndefined();
  });
});
