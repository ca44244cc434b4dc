import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/no-money.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('no-money', () => {
  test('fires: 402', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 402
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'no-money',
      certainty: 'proven',
      atFault: 'caller',
      entries: ['response/402'],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 402');
  });

  test('fires: a phrase that no table lists', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 403 Insufficient account balance
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({ rule: 'no-money', certainty: 'proven', atFault: 'caller' });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 403 Insufficient account balance');
  });

  test('near miss: 403 for another reason', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 403 Wrong Guess
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });
});
