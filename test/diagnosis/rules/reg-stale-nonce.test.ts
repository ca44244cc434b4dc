import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/reg-stale-nonce.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('reg-stale-nonce', () => {
  test('fires: the nonce had aged, the new one is accepted', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401
        0.10 alice -> pbx REGISTER auth
        0.15 pbx -> alice 401 stale=true
        0.20 alice -> pbx REGISTER auth
        0.25 pbx -> alice 200
      `,
    );
    expect(finding).toMatchObject({
      rule: 'reg-stale-nonce',
      severity: 'note',
      certainty: 'proven',
      atFault: 'nobody',
      values: { code: 401 },
    });
    expect(quotes(finding)[0]).toContain('stale=true');
  });

  test('near miss: stale=false', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401
        0.10 alice -> pbx REGISTER auth
        0.15 pbx -> alice 401 stale=false
        0.20 alice -> pbx REGISTER auth
        0.25 pbx -> alice 200
      `,
    );
    expect(finding).toBeUndefined();
  });
});
