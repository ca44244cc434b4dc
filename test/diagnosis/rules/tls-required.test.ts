import { describe, expect, test } from 'vitest';
import { rule, ruleForCalls } from '../../../src/diagnosis/rules/tls-required.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('tls-required', () => {
  test('fires: the phrase asks for it', () => {
    const [finding] = firesOn(
      ruleForCalls,
      `
        0.00 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        0.20 pbx -> alice 403 Secure transport required
        0.21 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'tls-required',
      certainty: 'proven',
      atFault: 'caller',
      values: { code: 403, transport: { text: 'UDP' } },
    });
    expect(quotes(finding).join('\n')).toMatch(/403 Secure transport required[^]*Via: SIP\/2.0\/UDP/);
  });

  test('fires: warn-code 381', () => {
    const [finding] = firesOn(
      ruleForCalls,
      `
        0.00 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        0.20 pbx -> alice 480
          +Warning: 381 pbx.example.com "SIPS Required"
        0.21 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({ certainty: 'proven', entries: ['response/480', 'warning/381'] });
  });

  test('fires: a registration', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 403 TLS required
      `,
    );
    expect(finding).toMatchObject({ values: { code: 403 } });
  });

  test('near miss: it came over TLS', () => {
    const [finding] = firesOn(
      ruleForCalls,
      `
        0.00 alice -> pbx INVITE sip:bob@biloxi.example.com sdp transport=TLS
        0.20 pbx -> alice 403 Secure transport required transport=TLS
        0.21 alice -> pbx ACK transport=TLS
      `,
    );
    expect(finding).toBeUndefined();
  });

  test('near miss: a plain 403', () => {
    const [finding] = firesOn(
      ruleForCalls,
      `
        0.00 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        0.20 pbx -> alice 403
        0.21 alice -> pbx ACK
      `,
    );
    expect(finding).toBeUndefined();
  });
});
