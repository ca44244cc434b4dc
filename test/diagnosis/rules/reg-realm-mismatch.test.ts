import { describe, expect, test } from 'vitest';
import { rule, ruleForCalls } from '../../../src/diagnosis/rules/reg-realm-mismatch.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('reg-realm-mismatch', () => {
  test('fires: the client insists on its own realm', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401 realm=asterisk
        0.10 alice -> pbx REGISTER auth realm=atlanta.example.com
        0.15 pbx -> alice 401 realm=asterisk
      `,
    );
    expect(finding).toMatchObject({
      rule: 'reg-realm-mismatch',
      certainty: 'proven',
      atFault: 'caller',
      values: { realm: { text: 'asterisk' }, sent: { text: 'atlanta.example.com' } },
    });
    expect(quotes(finding).join('\n')).toMatch(/realm="atlanta.example.com"[^]*realm="asterisk"/);
  });

  test('fires: the same of an INVITE', () => {
    const [finding] = firesOn(
      ruleForCalls,
      `
        0.00 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
        0.05 proxy -> alice 407 realm=biloxi.example.com
        0.06 alice -> proxy ACK
        0.10 alice -> proxy INVITE auth realm=atlanta.example.com sdp
        0.20 proxy -> alice 407 realm=biloxi.example.com
        0.21 alice -> proxy ACK
      `,
    );
    expect(finding).toMatchObject({ certainty: 'proven', atFault: 'caller' });
  });

  test('near miss: the realm of the challenge', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401 realm=asterisk
        0.10 alice -> pbx REGISTER auth realm=asterisk
        0.15 pbx -> alice 401 realm=asterisk
      `,
    );
    expect(finding).toBeUndefined();
  });
});
