import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/487-ring-timeout.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('487-ring-timeout', () => {
  test('fires: CANCEL 30.0 s after the INVITE', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.500 pbx -> alice 180
        30.000 alice -> pbx CANCEL
        30.010 pbx -> alice 200 for=CANCEL
        30.020 pbx -> alice 487 for=INVITE
        30.030 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: '487-ring-timeout',
      severity: 'risk',
      certainty: 'likely',
      atFault: 'caller',
      values: { seconds: 30 },
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('CANCEL');
    expect(said).toContain('SIP/2.0 180');
  });

  test('fires: the CANCEL names no answer', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.500 pbx -> alice 180
        22.300 alice -> pbx CANCEL
          +Reason: Q.850;cause=19
        22.310 pbx -> alice 200 for=CANCEL
        22.320 pbx -> alice 487 for=INVITE
        22.330 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({ rule: '487-ring-timeout', severity: 'risk', certainty: 'proven' });
    const said = quotes(finding).join('\n');
    expect(said).toContain('CANCEL');
    expect(said).toContain('Reason: Q.850;cause=19');
  });

  test('fires: the phrase of the 487 names the timer', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.500 pbx -> alice 180
        40.000 pbx -> alice 487 Ringing timeout
        40.010 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: '487-ring-timeout',
      certainty: 'proven',
      atFault: 'server',
      values: { seconds: 40 },
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 487 Ringing timeout');
  });

  test('near miss: a hand is not that punctual', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.500 pbx -> alice 180
        27.600 alice -> pbx CANCEL
        27.610 pbx -> alice 200 for=CANCEL
        27.620 pbx -> alice 487 for=INVITE
        27.630 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: nothing rang', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        30.000 alice -> pbx CANCEL
        30.010 pbx -> alice 200 for=CANCEL
        30.020 pbx -> alice 487 for=INVITE
        30.030 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });
});
