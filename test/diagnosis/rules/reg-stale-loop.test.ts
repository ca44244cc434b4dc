import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/reg-stale-loop.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('reg-stale-loop', () => {
  test('fires: three stale nonces in a row', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401
        0.10 alice -> pbx REGISTER auth
        0.15 pbx -> alice 401 stale=true
        0.20 alice -> pbx REGISTER auth
        0.25 pbx -> alice 401 stale=true
        0.30 alice -> pbx REGISTER auth
        0.35 pbx -> alice 401 stale=true
      `,
    );
    expect(finding).toMatchObject({
      rule: 'reg-stale-loop',
      severity: 'failure',
      certainty: 'proven',
      atFault: 'server',
      values: { count: 3 },
      reasons: [{ key: 'nonce-not-shared' }],
    });
    expect(finding?.evidence[0]).toMatchObject({ times: 3 });
    expect(quotes(finding)[0]).toContain('stale=true');
  });

  test('fires: the client keeps one old nonce', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401
        0.10 alice -> pbx REGISTER auth nonce=old
        0.15 pbx -> alice 401 stale=true
        0.20 alice -> pbx REGISTER auth nonce=old
        0.25 pbx -> alice 401 stale=true
        0.30 alice -> pbx REGISTER auth nonce=old
        0.35 pbx -> alice 401 stale=true
      `,
    );
    expect(finding?.reasons).toEqual([{ key: 'old-nonce-reused', certainty: 'proven', atFault: 'caller' }]);
  });

  test('near miss: it ends well', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401
        0.10 alice -> pbx REGISTER auth
        0.15 pbx -> alice 401 stale=true
        0.20 alice -> pbx REGISTER auth
        0.25 pbx -> alice 401 stale=true
        0.30 alice -> pbx REGISTER auth
        0.35 pbx -> alice 401 stale=true
        0.40 alice -> pbx REGISTER auth
        0.45 pbx -> alice 200
      `,
    );
    expect(finding).toBeUndefined();
  });

  test('near miss: two are bad luck', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401
        0.10 alice -> pbx REGISTER auth
        0.15 pbx -> alice 401 stale=true
        0.20 alice -> pbx REGISTER auth
        0.25 pbx -> alice 401 stale=true
      `,
    );
    expect(finding).toBeUndefined();
  });
});
