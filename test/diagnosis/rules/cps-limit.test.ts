import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/cps-limit.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('cps-limit', () => {
  test('fires: the phrase says so', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 480 CPS limit
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'cps-limit',
      call: null,
      certainty: 'proven',
      atFault: 'caller',
      values: { count: 1, told: 'yes' },
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 480 CPS limit');
  });

  test('fires: only the third and later calls of each second fail', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 pbx -> trunk INVITE sip:+12025550000@biloxi.example.com call=c0 sdp
        0.020 trunk -> pbx 200 call=c0 sdp
        0.030 pbx -> trunk ACK call=c0
        0.100 pbx -> trunk INVITE sip:+12025550001@biloxi.example.com call=c1 sdp
        0.120 trunk -> pbx 200 call=c1 sdp
        0.130 pbx -> trunk ACK call=c1
        0.200 pbx -> trunk INVITE sip:+12025550002@biloxi.example.com call=c2 sdp
        0.220 trunk -> pbx 503 call=c2
        0.230 pbx -> trunk ACK call=c2
        0.300 pbx -> trunk INVITE sip:+12025550003@biloxi.example.com call=c3 sdp
        0.320 trunk -> pbx 503 call=c3
        0.330 pbx -> trunk ACK call=c3
        0.400 pbx -> trunk INVITE sip:+12025550004@biloxi.example.com call=c4 sdp
        0.420 trunk -> pbx 503 call=c4
        0.430 pbx -> trunk ACK call=c4
        3.000 pbx -> trunk INVITE sip:+12025550005@biloxi.example.com call=c5 sdp
        3.020 trunk -> pbx 200 call=c5 sdp
        3.030 pbx -> trunk ACK call=c5
        3.100 pbx -> trunk INVITE sip:+12025550006@biloxi.example.com call=c6 sdp
        3.120 trunk -> pbx 200 call=c6 sdp
        3.130 pbx -> trunk ACK call=c6
      `,
    );
    expect(finding).toMatchObject({
      rule: 'cps-limit',
      certainty: 'likely',
      atFault: 'caller',
      values: { count: 3, rate: 3, code: 503 },
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 503');
  });

  test('near miss: slow calls fail as well', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 pbx -> trunk INVITE sip:+12025550000@biloxi.example.com call=c0 sdp
        0.020 trunk -> pbx 200 call=c0 sdp
        0.030 pbx -> trunk ACK call=c0
        2.000 pbx -> trunk INVITE sip:+12025550001@biloxi.example.com call=c1 sdp
        2.020 trunk -> pbx 200 call=c1 sdp
        2.030 pbx -> trunk ACK call=c1
        4.000 pbx -> trunk INVITE sip:+12025550002@biloxi.example.com call=c2 sdp
        4.020 trunk -> pbx 503 call=c2
        4.030 pbx -> trunk ACK call=c2
        6.000 pbx -> trunk INVITE sip:+12025550003@biloxi.example.com call=c3 sdp
        6.020 trunk -> pbx 503 call=c3
        6.030 pbx -> trunk ACK call=c3
        8.000 pbx -> trunk INVITE sip:+12025550004@biloxi.example.com call=c4 sdp
        8.020 trunk -> pbx 503 call=c4
        8.030 pbx -> trunk ACK call=c4
        10.000 pbx -> trunk INVITE sip:+12025550005@biloxi.example.com call=c5 sdp
        10.020 trunk -> pbx 200 call=c5 sdp
        10.030 pbx -> trunk ACK call=c5
        12.000 pbx -> trunk INVITE sip:+12025550006@biloxi.example.com call=c6 sdp
        12.020 trunk -> pbx 200 call=c6 sdp
        12.030 pbx -> trunk ACK call=c6
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: a single 503', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 503
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });
});
