import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/toll-fraud.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('toll-fraud', () => {
  test('fires: seven calls to four costly countries in two minutes', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:0025261234567@biloxi.example.com call=f0 sdp
        0.020 pbx -> alice 403 call=f0
        0.030 alice -> pbx ACK call=f0
        20.000 alice -> pbx INVITE sip:0025261234568@biloxi.example.com call=f1 sdp
        20.020 pbx -> alice 403 call=f1
        20.030 alice -> pbx ACK call=f1
        40.000 alice -> pbx INVITE sip:0096091234567@biloxi.example.com call=f2 sdp
        40.020 pbx -> alice 403 call=f2
        40.030 alice -> pbx ACK call=f2
        60.000 alice -> pbx INVITE sip:0037122123456@biloxi.example.com call=f3 sdp
        60.020 pbx -> alice 403 call=f3
        60.030 alice -> pbx ACK call=f3
        80.000 alice -> pbx INVITE sip:0037122123457@biloxi.example.com call=f4 sdp
        80.020 pbx -> alice 403 call=f4
        80.030 alice -> pbx ACK call=f4
        100.000 alice -> pbx INVITE sip:00881612345678@biloxi.example.com call=f5 sdp
        100.020 pbx -> alice 403 call=f5
        100.030 alice -> pbx ACK call=f5
        120.000 alice -> pbx INVITE sip:00881612345679@biloxi.example.com call=f6 sdp
        120.020 pbx -> alice 403 call=f6
        120.030 alice -> pbx ACK call=f6
      `,
    );
    expect(finding).toMatchObject({
      rule: 'toll-fraud',
      call: null,
      severity: 'risk',
      certainty: 'possible',
      atFault: 'caller',
      values: { count: 7, countries: 4, minutes: 2 },
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('INVITE sip:0025261234567@');
  });

  test('near miss: as many calls within the country', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550100@biloxi.example.com call=f0 sdp
        0.020 pbx -> alice 403 call=f0
        0.030 alice -> pbx ACK call=f0
        20.000 alice -> pbx INVITE sip:+12025550101@biloxi.example.com call=f1 sdp
        20.020 pbx -> alice 403 call=f1
        20.030 alice -> pbx ACK call=f1
        40.000 alice -> pbx INVITE sip:+12025550102@biloxi.example.com call=f2 sdp
        40.020 pbx -> alice 403 call=f2
        40.030 alice -> pbx ACK call=f2
        60.000 alice -> pbx INVITE sip:+12025550103@biloxi.example.com call=f3 sdp
        60.020 pbx -> alice 403 call=f3
        60.030 alice -> pbx ACK call=f3
        80.000 alice -> pbx INVITE sip:+12025550104@biloxi.example.com call=f4 sdp
        80.020 pbx -> alice 403 call=f4
        80.030 alice -> pbx ACK call=f4
        100.000 alice -> pbx INVITE sip:+12025550105@biloxi.example.com call=f5 sdp
        100.020 pbx -> alice 403 call=f5
        100.030 alice -> pbx ACK call=f5
        120.000 alice -> pbx INVITE sip:+12025550106@biloxi.example.com call=f6 sdp
        120.020 pbx -> alice 403 call=f6
        120.030 alice -> pbx ACK call=f6
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: many calls to one family abroad', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:0037122123400@biloxi.example.com call=f0 sdp
        0.020 pbx -> alice 403 call=f0
        0.030 alice -> pbx ACK call=f0
        20.000 alice -> pbx INVITE sip:0037122123401@biloxi.example.com call=f1 sdp
        20.020 pbx -> alice 403 call=f1
        20.030 alice -> pbx ACK call=f1
        40.000 alice -> pbx INVITE sip:0037122123402@biloxi.example.com call=f2 sdp
        40.020 pbx -> alice 403 call=f2
        40.030 alice -> pbx ACK call=f2
        60.000 alice -> pbx INVITE sip:0037122123403@biloxi.example.com call=f3 sdp
        60.020 pbx -> alice 403 call=f3
        60.030 alice -> pbx ACK call=f3
        80.000 alice -> pbx INVITE sip:0037122123404@biloxi.example.com call=f4 sdp
        80.020 pbx -> alice 403 call=f4
        80.030 alice -> pbx ACK call=f4
        100.000 alice -> pbx INVITE sip:0037122123405@biloxi.example.com call=f5 sdp
        100.020 pbx -> alice 403 call=f5
        100.030 alice -> pbx ACK call=f5
        120.000 alice -> pbx INVITE sip:0037122123406@biloxi.example.com call=f6 sdp
        120.020 pbx -> alice 403 call=f6
        120.030 alice -> pbx ACK call=f6
      `,
      ),
    ).toEqual([]);
  });
});
