import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/stir-437.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('stir-437', () => {
  test('fires: the certificate is not trusted', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx INVITE sip:+12025550199@biloxi.example.com sdp user=+12025550143
          +Identity: eyJhbGciOiJFUzI1NiIsInBwdCI6InNoYWtlbiIsInR5cCI6InBhc3Nwb3J0IiwieDV1IjoiaHR0cHM6Ly9jZXJ0LmV4YW1wbGUub3JnL3Bhc3Nwb3J0LmNlciJ9.eyJhdHRlc3QiOiJBIiwiZGVzdCI6eyJ0biI6WyIxMjAyNTU1MDE5OSJdfSwiaWF0IjoxNzY3MzQ4MDAwLCJvcmlnIjp7InRuIjoiMTIwMjU1NTAxNDMifSwib3JpZ2lkIjoiMDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAwIn0.c2lnbmF0dXJl;info=<https://cert.example.org/passport.cer>;alg=ES256;ppt=shaken
        0.20 pbx -> alice 437 Unsupported Credential
        0.21 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'stir-437',
      aliases: ['stir-436'],
      certainty: 'proven',
      atFault: 'caller',
      values: { code: 437, fetched: 'yes', url: { text: 'https://cert.example.org/passport.cer' } },
      reasons: [{ key: 'not-trusted' }],
    });
    expect(quotes(finding)[0]).toBe('SIP/2.0 437 Unsupported Credential');
  });

  test('fires: it could not be fetched', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx INVITE sip:+12025550199@biloxi.example.com sdp user=+12025550143
          +Identity: eyJhbGciOiJFUzI1NiIsInBwdCI6InNoYWtlbiIsInR5cCI6InBhc3Nwb3J0IiwieDV1IjoiaHR0cHM6Ly9jZXJ0LmV4YW1wbGUub3JnL3Bhc3Nwb3J0LmNlciJ9.eyJhdHRlc3QiOiJBIiwiZGVzdCI6eyJ0biI6WyIxMjAyNTU1MDE5OSJdfSwiaWF0IjoxNzY3MzQ4MDAwLCJvcmlnIjp7InRuIjoiMTIwMjU1NTAxNDMifSwib3JpZ2lkIjoiMDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAwIn0.c2lnbmF0dXJl;info=<https://cert.example.org/passport.cer>;alg=ES256;ppt=shaken
        0.20 pbx -> alice 436 Bad Identity Info
        0.21 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({ values: { fetched: 'no' }, reasons: [{ key: 'not-fetched' }] });
  });

  test('near miss: the signature is wrong', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx INVITE sip:+12025550199@biloxi.example.com sdp user=+12025550143
          +Identity: eyJhbGciOiJFUzI1NiIsInBwdCI6InNoYWtlbiIsInR5cCI6InBhc3Nwb3J0IiwieDV1IjoiaHR0cHM6Ly9jZXJ0LmV4YW1wbGUub3JnL3Bhc3Nwb3J0LmNlciJ9.eyJhdHRlc3QiOiJBIiwiZGVzdCI6eyJ0biI6WyIxMjAyNTU1MDE5OSJdfSwiaWF0IjoxNzY3MzQ4MDAwLCJvcmlnIjp7InRuIjoiMTIwMjU1NTAxNDMifSwib3JpZ2lkIjoiMDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAwIn0.c2lnbmF0dXJl;info=<https://cert.example.org/passport.cer>;alg=ES256;ppt=shaken
        0.20 pbx -> alice 438 Invalid Identity Header
        0.21 alice -> pbx ACK
      `,
    );
    expect(finding).toBeUndefined();
  });
});
