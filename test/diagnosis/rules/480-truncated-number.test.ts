import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/480-truncated-number.ts';
import { diagnose, firesOn, quotes } from '../rules.helper.ts';

describe('480-truncated-number', () => {
  test('fires: three calls of one caller grow digit by digit', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:7916@biloxi.example.com call=a
        0.010 pbx -> alice 484 call=a
        0.020 alice -> pbx ACK call=a
        3.000 alice -> pbx INVITE sip:791612@biloxi.example.com call=b
        3.010 pbx -> alice 484 call=b
        3.020 alice -> pbx ACK call=b
        6.000 alice -> pbx INVITE sip:79161234567@biloxi.example.com call=c
        6.010 pbx -> alice 180 call=c
      `,
    );
    expect(finding).toMatchObject({
      rule: '480-truncated-number',
      certainty: 'proven',
      atFault: 'caller',
      values: {
        count: 3,
        number: { value: 'number', text: '7916' },
        longest: { value: 'number', text: '79161234567' },
      },
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('INVITE sip:7916@');
    expect(said).toContain('SIP/2.0 484');
  });

  test('fires: and takes the refusals of its calls under it', () => {
    const { findings } = diagnose(`
      0.000 alice -> pbx INVITE sip:0170@biloxi.example.com sdp call=a
      0.100 pbx -> alice 484 call=a
      0.800 alice -> pbx INVITE sip:01701@biloxi.example.com sdp call=b
      0.900 pbx -> alice 484 call=b
      1.800 alice -> pbx INVITE sip:017012345@biloxi.example.com sdp call=c
      2.900 pbx -> alice 180 call=c`);
    expect(findings.map((finding) => finding.rule)).toEqual(['480-truncated-number']);
    expect(findings[0]?.explains).toContain('484-address-incomplete');
  });

  test('near miss: two different numbers, both refused', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:7916@biloxi.example.com call=a
        0.010 pbx -> alice 484 call=a
        0.020 alice -> pbx ACK call=a
        3.000 alice -> pbx INVITE sip:7495@biloxi.example.com call=b
        3.010 pbx -> alice 484 call=b
        3.020 alice -> pbx ACK call=b
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: the shorter number was busy, not refused for its length', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:102@biloxi.example.com call=a
        0.010 pbx -> alice 486 call=a
        0.020 alice -> pbx ACK call=a
        3.000 alice -> pbx INVITE sip:1023@biloxi.example.com call=b
        3.010 pbx -> alice 180 call=b
      `,
      ),
    ).toEqual([]);
  });
});
