import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/late-offer.ts';
import { diagnose, firesOn, quotes } from '../rules.helper.ts';

describe('late-offer', () => {
  test('fires: as a note where the offer came in the 200 and the answer in the ACK', () => {
    const diagnosis = diagnose(
      `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com
      1.000 bob -> alice 200 sdp
      1.050 alice -> bob ACK sdp=pcmu
      9.000 alice -> bob BYE
      9.010 bob -> alice 200
      `,
      [rule],
    );
    expect(diagnosis.verdict).toBe('clear');
    expect(diagnosis.notes[0]).toMatchObject({
      rule: 'late-offer',
      severity: 'note',
      certainty: 'proven',
      atFault: 'nobody',
      values: { result: 'worked' },
    });
  });

  test('fires: as a failure where the gateway asks for the missing session', () => {
    const [finding] = firesOn(
      rule,
      '0.000 alice -> pbx INVITE sip:bob@biloxi.example.com\n0.010 pbx -> alice 400 Missing Session Description',
    );
    expect(finding).toMatchObject({
      severity: 'failure',
      certainty: 'proven',
      values: { result: 'refused' },
      reasons: [{ key: 'early-offer-wanted' }],
    });
    expect(quotes(finding)[0]).toBe('SIP/2.0 400 Missing Session Description');
  });

  test('near miss: an INVITE with SDP, and one without that was busy', () => {
    expect(
      firesOn(
        rule,
        '0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp\n1.000 bob -> alice 200 sdp\n1.050 alice -> bob ACK',
      ),
    ).toEqual([]);
    expect(firesOn(rule, '0.000 alice -> bob INVITE sip:bob@biloxi.example.com\n1.000 bob -> alice 486')).toEqual([]);
  });
});
