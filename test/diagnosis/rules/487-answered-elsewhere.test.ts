import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/487-answered-elsewhere.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('487-answered-elsewhere', () => {
  test('fires: the CANCEL says so', () => {
    const [finding] = firesOn(
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
    );
    expect(finding).toMatchObject({
      rule: '487-answered-elsewhere',
      severity: 'note',
      certainty: 'proven',
      atFault: 'nobody',
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('Reason: SIP;cause=200');
  });

  test('fires: by Q.850 cause 26', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.500 pbx -> alice 180
        7.400 alice -> pbx CANCEL
          +Reason: Q.850;cause=26
        7.410 pbx -> alice 200 for=CANCEL
        7.420 pbx -> alice 487 for=INVITE
        7.430 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({ rule: '487-answered-elsewhere', severity: 'note', certainty: 'proven' });
    const said = quotes(finding).join('\n');
    expect(said).toContain('Reason: Q.850;cause=26');
  });

  test('near miss: a CANCEL without a Reason', () => {
    expect(
      firesOn(
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
      ),
    ).toEqual([]);
  });

  test('near miss: a CANCEL whose Reason is its own 487', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.500 pbx -> alice 180
        7.400 alice -> pbx CANCEL
          +Reason: SIP;cause=487;text="ORIGINATOR_CANCEL"
        7.410 pbx -> alice 200 for=CANCEL
        7.420 pbx -> alice 487 for=INVITE
        7.430 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });
});
