import { describe, expect, test } from 'vitest';
import { rule, ruleForOthers } from '../../../src/diagnosis/rules/reg-423.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('reg-423', () => {
  test('fires: asks the same again', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com expires=60
        0.05 pbx -> alice 423 Interval Too Brief
          +Min-Expires: 600
        1.50 alice -> pbx REGISTER expires=60
        1.55 pbx -> alice 423 Interval Too Brief
          +Min-Expires: 600
      `,
    );
    expect(finding).toMatchObject({
      rule: 'reg-423',
      severity: 'failure',
      certainty: 'proven',
      atFault: 'caller',
      values: { asked: 60, minimum: 600, told: 'yes', count: 2 },
      reasons: [{ key: 'asks-the-same-again', certainty: 'proven' }],
    });
    expect(quotes(finding)).toEqual(['SIP/2.0 423 Interval Too Brief', 'Min-Expires: 600', 'Expires: 60']);
  });

  test('fires: as a note where the client takes the minimum', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com expires=60
        0.05 pbx -> alice 423 Interval Too Brief
          +Min-Expires: 600
        0.10 alice -> pbx REGISTER expires=600
        0.15 pbx -> alice 200
      `,
    );
    expect(finding).toMatchObject({ severity: 'note', atFault: 'nobody', reasons: [] });
  });

  test('fires: a subscription, without a minimum', () => {
    const [finding] = firesOn(
      ruleForOthers,
      `
        0.00 alice -> pbx SUBSCRIBE sip:alice@atlanta.example.com
          +Expires: 5
        0.05 pbx -> alice 423 Interval Too Brief
      `,
    );
    expect(finding).toMatchObject({
      severity: 'failure',
      values: { told: 'no', asked: 5 },
      reasons: [{ key: 'minimum-not-told', atFault: 'server' }],
    });
  });

  test('near miss: another refusal', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com expires=60
        0.05 pbx -> alice 400 Bad Request
      `,
    );
    expect(finding).toBeUndefined();
  });
});
