import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/410-gone.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('410-gone', () => {
  test('fires: number changed', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 410 
          +Reason: Q.850;cause=22
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: '410-gone',
      certainty: 'proven',
      atFault: 'caller',
      reasons: [{ key: 'number-changed', certainty: 'proven', atFault: 'caller' }],
      entries: ['response/410', 'cause/22'],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 410');
  });

  test('near miss: 410 No Route', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 410 No Route
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });
});
