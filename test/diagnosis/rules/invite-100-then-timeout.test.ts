import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/invite-100-then-timeout.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('invite-100-then-timeout', () => {
  test('fires: 100, silence, 408', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        30.000 pbx -> alice 408
        30.010 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'invite-100-then-timeout',
      certainty: 'proven',
      atFault: 'depends',
      values: { seconds: 30, end: 'code' },
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 100');
    expect(said).toContain('SIP/2.0 408');
  });

  test('fires: the caller gives up after 25 s of dead air', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        25.000 alice -> pbx CANCEL
        25.010 pbx -> alice 200 for=CANCEL
        25.020 pbx -> alice 487 for=INVITE
        25.030 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'invite-100-then-timeout',
      certainty: 'proven',
      severity: 'failure',
      values: { end: 'cancel' },
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 100');
    expect(said).toContain('CANCEL');
  });

  test('near miss: it rang before the 408', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.500 pbx -> alice 180
        30.000 pbx -> alice 408
        30.010 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: 408 at once', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 408
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: 100 is the last message of the capture', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        
      `,
      ),
    ).toEqual([]);
  });
});
