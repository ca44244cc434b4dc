import { describe, expect, test } from 'vitest';
import { rule, ruleForCalls, ruleForOthers } from '../../../src/diagnosis/rules/reg-normal-challenge.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('reg-normal-challenge', () => {
  test('fires: a registration challenged once', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401
        0.10 alice -> pbx REGISTER auth
        0.15 pbx -> alice 200
      `,
    );
    expect(finding).toMatchObject({
      rule: 'reg-normal-challenge',
      severity: 'note',
      certainty: 'proven',
      atFault: 'nobody',
      values: { code: 401, method: { text: 'REGISTER' } },
    });
    expect(quotes(finding).join('\n')).toMatch(/SIP\/2.0 401[^]*nonce=\.\.\.[^]*SIP\/2.0 200/);
  });

  test('fires: an INVITE challenged with 407, then ringing', () => {
    const [finding] = firesOn(
      ruleForCalls,
      `
        0.00 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
        0.05 proxy -> alice 407
        0.06 alice -> proxy ACK
        0.10 alice -> proxy INVITE auth sdp
        0.20 proxy -> alice 180
        3.00 proxy -> alice 486
        3.01 alice -> proxy ACK
      `,
    );
    expect(finding).toMatchObject({ severity: 'note', values: { code: 407 } });
  });

  test('fires: a SUBSCRIBE challenged once', () => {
    const [finding] = firesOn(
      ruleForOthers,
      `
        0.00 alice -> pbx SUBSCRIBE sip:alice@atlanta.example.com
        0.05 pbx -> alice 401
        0.10 alice -> pbx SUBSCRIBE auth
        0.15 pbx -> alice 200
      `,
    );
    expect(finding).toMatchObject({ severity: 'note', values: { method: { text: 'SUBSCRIBE' } } });
  });

  test('near miss: the answer is refused', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401
        0.10 alice -> pbx REGISTER auth
        0.15 pbx -> alice 403
      `,
    );
    expect(finding).toBeUndefined();
  });

  test('near miss: an INVITE challenged over and over', () => {
    const [finding] = firesOn(
      ruleForCalls,
      `
        0.00 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
        0.05 proxy -> alice 407
        0.06 alice -> proxy ACK
        0.10 alice -> proxy INVITE auth sdp
        0.20 proxy -> alice 407
        0.21 alice -> proxy ACK
      `,
    );
    expect(finding).toBeUndefined();
  });
});
