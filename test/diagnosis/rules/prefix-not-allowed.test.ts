import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/prefix-not-allowed.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('prefix-not-allowed', () => {
  test('fires: 404 No Route', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 404 No Route
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'prefix-not-allowed',
      certainty: 'proven',
      atFault: 'depends',
      reasons: [{ key: 'no-route', certainty: 'likely', atFault: 'server' }],
      entries: ['response/404'],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 404 No Route');
  });

  test('fires: the tariff lacks the destination', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 480 Destination Not Found In Client Plan
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'prefix-not-allowed',
      reasons: [{ key: 'not-in-plan', certainty: 'likely', atFault: 'caller' }],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 480 Destination Not Found In Client Plan');
  });

  test('near miss: the number is just unknown', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 404
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });
});
