import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/clock-date.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('clock-date', () => {
  test('fires: Stale Date', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
          +Date: Fri, 02 Jan 2026 09:50:00 GMT
        0.20 pbx -> alice 403 Stale Date
        0.21 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'clock-date',
      certainty: 'proven',
      atFault: 'caller',
      values: { off: 'yes', skew: 600 },
      reasons: [{ key: 'old-signature', certainty: 'likely' }],
    });
    expect(quotes(finding).join('\n')).toMatch(/403 Stale Date[^]*Date: Fri, 02 Jan 2026 09:50:00 GMT/);
  });

  test('fires: a 438 whose date lies ahead', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
          +Date: Fri, 02 Jan 2026 10:05:00 GMT
        0.20 pbx -> alice 438 Invalid Identity Header
        0.21 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({ certainty: 'likely', reasons: [{ key: 'clock-ahead' }] });
  });

  test('near miss: a 438 with a fresh date', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
          +Date: Fri, 02 Jan 2026 10:00:00 GMT
        0.20 pbx -> alice 438 Invalid Identity Header
        0.21 alice -> pbx ACK
      `,
    );
    expect(finding).toBeUndefined();
  });
});
