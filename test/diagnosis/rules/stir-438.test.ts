import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/stir-438.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('stir-438', () => {
  test('fires: the caller number was rewritten after signing', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx INVITE sip:+12025550199@biloxi.example.com sdp user=5550143
          +Identity: eyJhbGciOiJFUzI1NiIsInBwdCI6InNoYWtlbiIsInR5cCI6InBhc3Nwb3J0IiwieDV1IjoiaHR0cHM6Ly9jZXJ0LmV4YW1wbGUub3JnL3Bhc3Nwb3J0LmNlciJ9.eyJhdHRlc3QiOiJBIiwiZGVzdCI6eyJ0biI6WyIxMjAyNTU1MDE5OSJdfSwiaWF0IjoxNzY3MzQ4MDAwLCJvcmlnIjp7InRuIjoiMTIwMjU1NTAxNDMifSwib3JpZ2lkIjoiMDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAwIn0.c2lnbmF0dXJl;info=<https://cert.example.org/passport.cer>;alg=ES256;ppt=shaken
        0.20 pbx -> alice 438 Invalid Identity Header
        0.21 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'stir-438',
      certainty: 'proven',
      atFault: 'caller',
      values: { code: 438 },
      reasons: [{ key: 'caller-rewritten', certainty: 'likely' }],
    });
    expect(quotes(finding).join('\n')).toMatch(/438 Invalid Identity Header[^]*Identity: eyJ/);
  });

  test('fires: the numbers fit, so no reason is claimed', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx INVITE sip:+12025550199@biloxi.example.com sdp user=+12025550143
          +Identity: eyJhbGciOiJFUzI1NiIsInBwdCI6InNoYWtlbiIsInR5cCI6InBhc3Nwb3J0IiwieDV1IjoiaHR0cHM6Ly9jZXJ0LmV4YW1wbGUub3JnL3Bhc3Nwb3J0LmNlciJ9.eyJhdHRlc3QiOiJBIiwiZGVzdCI6eyJ0biI6WyIxMjAyNTU1MDE5OSJdfSwiaWF0IjoxNzY3MzQ4MDAwLCJvcmlnIjp7InRuIjoiMTIwMjU1NTAxNDMifSwib3JpZ2lkIjoiMDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAwIn0.c2lnbmF0dXJl;info=<https://cert.example.org/passport.cer>;alg=ES256;ppt=shaken
        0.20 pbx -> alice 438 Invalid Identity Header
        0.21 alice -> pbx ACK
      `,
    );
    expect(finding?.reasons).toEqual([]);
  });

  test('fires: there is no Identity at all', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx INVITE sip:+12025550199@biloxi.example.com sdp user=+12025550143
          +Subject: none
        0.20 pbx -> alice 438 Invalid Identity Header
        0.21 alice -> pbx ACK
      `,
    );
    expect(finding?.reasons).toMatchObject([{ key: 'no-identity', certainty: 'proven' }]);
  });

  test('near miss: 428 asks for one', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx INVITE sip:+12025550199@biloxi.example.com sdp user=+12025550143
          +Subject: none
        0.20 pbx -> alice 428 Use Identity Header
        0.21 alice -> pbx ACK
      `,
    );
    expect(finding).toBeUndefined();
  });
});
