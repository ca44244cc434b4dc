import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/603-plus.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('603-plus', () => {
  test('fires: the Reason of the blocking network', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx INVITE sip:+12025550199@biloxi.example.com sdp
        0.20 pbx -> alice 603 Network Blocked
          +Reason: Q.850;cause=21;text="v=analytics1;url=https://redress.example.com;location=LN"
        0.21 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: '603-plus',
      certainty: 'proven',
      atFault: 'network',
      values: { redress: 'yes', url: { text: 'https://redress.example.com' } },
    });
    expect(quotes(finding).join('\n')).toContain('v=analytics1');
  });

  test('fires: the phrase alone', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx INVITE sip:+12025550199@biloxi.example.com sdp
        0.20 pbx -> alice 603 Network Blocked
        0.21 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({ values: { redress: 'no' } });
  });

  test('near miss: declined by hand', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx INVITE sip:+12025550199@biloxi.example.com sdp
        0.20 pbx -> alice 180
        5.00 pbx -> alice 603 Decline
          +Reason: Q.850;cause=21;text="call rejected"
        5.01 alice -> pbx ACK
      `,
    );
    expect(finding).toBeUndefined();
  });
});
