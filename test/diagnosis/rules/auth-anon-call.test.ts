import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/auth-anon-call.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('auth-anon-call', () => {
  test('fires: 433', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx INVITE sip:bob@biloxi.example.com sdp as-uri=sip:anonymous@anonymous.invalid
          +Privacy: id
        0.20 pbx -> alice 433 Anonymity Disallowed
        0.21 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'auth-anon-call',
      certainty: 'proven',
      atFault: 'caller',
      values: { code: 433 },
      entries: ['response/433'],
    });
    expect(quotes(finding).join('\n')).toMatch(/433[^]*anonymous@anonymous.invalid[^]*Privacy: id/);
  });

  test('fires: a plain 403 to an anonymous caller is a guess', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx INVITE sip:bob@biloxi.example.com sdp as-uri=sip:anonymous@anonymous.invalid
        0.20 pbx -> alice 403
        0.21 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({ certainty: 'possible' });
  });

  test('near miss: the caller shows himself', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        0.20 pbx -> alice 403
        0.21 alice -> pbx ACK
      `,
    );
    expect(finding).toBeUndefined();
  });

  test('near miss: anonymous, declined after ringing', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx INVITE sip:bob@biloxi.example.com sdp as-uri=sip:anonymous@anonymous.invalid
        0.20 pbx -> alice 180
        4.00 pbx -> alice 603 Decline
        4.01 alice -> pbx ACK
      `,
    );
    expect(finding).toBeUndefined();
  });
});
