import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/cancel-481.ts';
import { diagnose, firesOn, quotes } from '../rules.helper.ts';

const RINGING = `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
      0.100 bob -> alice 180`;

describe('cancel-481', () => {
  test('fires: the CANCEL has another branch', () => {
    const [found] = firesOn(
      rule,
      `${RINGING}\n5.000 alice -> bob CANCEL\n!Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-other\n5.010 bob -> alice 481 for=CANCEL`,
    );
    expect(found).toMatchObject({
      rule: 'cancel-481',
      severity: 'failure',
      certainty: 'proven',
      atFault: 'caller',
      reasons: [{ key: 'branch-differs', certainty: 'proven' }],
    });
    expect(quotes(found)[1]).toContain('branch=z9hG4bK-other');
  });

  test('fires: that it rang on until 408 is a symptom', () => {
    const { findings } = diagnose(
      `${RINGING}\n5.000 alice -> bob CANCEL\n!Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-other\n5.010 bob -> alice 481 for=CANCEL\n60.000 bob -> alice 408 for=INVITE\n60.010 alice -> bob ACK`,
    );
    expect(findings.map(({ rule: id }) => id)).toEqual(['cancel-481']);
  });

  test('near miss: the CANCEL came after the refusal, a note', () => {
    const found = firesOn(
      rule,
      `${RINGING}\n5.000 bob -> alice 486\n5.001 alice -> bob CANCEL\n5.010 bob -> alice 481 for=CANCEL`,
    );
    expect(found).toMatchObject([{ severity: 'note', atFault: 'nobody' }]);
  });

  test('near miss: the CANCEL is taken', () => {
    expect(
      firesOn(
        rule,
        `${RINGING}\n5.000 alice -> bob CANCEL\n5.010 bob -> alice 200 for=CANCEL\n5.020 bob -> alice 487 for=INVITE`,
      ),
    ).toEqual([]);
  });
});
