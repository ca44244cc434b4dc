import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/484-address-incomplete.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('484-address-incomplete', () => {
  test('fires: too few digits', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 484
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: '484-address-incomplete',
      certainty: 'proven',
      atFault: 'caller',
      values: { how: 'short', digits: 11 },
      entries: ['response/484'],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 484');
    expect(said).toContain('INVITE');
  });

  test('fires: another code whose phrase calls the number invalid', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 480 Invalid Phone Number
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: '484-address-incomplete',
      certainty: 'proven',
      atFault: 'caller',
      values: { how: 'invalid' },
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 480 Invalid Phone Number');
  });

  test('near miss: a number that is unknown but complete', () => {
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

  test('near miss: 484 with a phrase about routes', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 484 No network found for dst number
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });
});
