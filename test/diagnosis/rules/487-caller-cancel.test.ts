import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/487-caller-cancel.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('487-caller-cancel', () => {
  test('fires: the caller gives up after 7.4 s', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.500 pbx -> alice 180
        7.400 alice -> pbx CANCEL
        7.410 pbx -> alice 200 for=CANCEL
        7.420 pbx -> alice 487 for=INVITE
        7.430 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: '487-caller-cancel',
      severity: 'note',
      certainty: 'proven',
      atFault: 'nobody',
      values: { seconds: 7.4 },
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('CANCEL');
    expect(said).toContain('SIP/2.0 487');
  });

  test('near miss: a timer cancels after 30.0 s', () => {
    expect(
      firesOn(
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
      ),
    ).toEqual([]);
  });

  test('near miss: answered elsewhere', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.500 pbx -> alice 180
        7.400 alice -> pbx CANCEL
          +Reason: SIP;cause=200;text="Call completed elsewhere"
        7.410 pbx -> alice 200 for=CANCEL
        7.420 pbx -> alice 487 for=INVITE
        7.430 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });
});
