import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/607-608.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('607-608', () => {
  test('fires: 608 with somebody to ask', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx INVITE sip:+12025550199@biloxi.example.com sdp
        0.20 pbx -> alice 608 Rejected
          +Call-Info: <https://block.example.com/complaint.json>;purpose=jcard
        0.21 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: '607-608',
      certainty: 'proven',
      atFault: 'caller',
      values: { by: 'server', contact: 'yes', code: 608 },
    });
    expect(quotes(finding).join('\n')).toContain('purpose=jcard');
  });

  test('fires: 607', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx INVITE sip:+12025550199@biloxi.example.com sdp
        0.20 pbx -> alice 607 Unwanted
        0.21 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({ values: { by: 'callee', contact: 'no' } });
  });

  test('near miss: declined', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx INVITE sip:+12025550199@biloxi.example.com sdp
        0.20 pbx -> alice 603 Decline
        0.21 alice -> pbx ACK
      `,
    );
    expect(finding).toBeUndefined();
  });
});
