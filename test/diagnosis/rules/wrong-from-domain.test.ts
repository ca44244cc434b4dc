import { describe, expect, test } from 'vitest';
import { rule, ruleForCalls } from '../../../src/diagnosis/rules/wrong-from-domain.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('wrong-from-domain', () => {
  test('fires: the phrase names the domain', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 403 Unknown domain
      `,
    );
    expect(finding).toMatchObject({
      rule: 'wrong-from-domain',
      certainty: 'proven',
      atFault: 'caller',
      values: { told: 'yes', domain: { text: 'atlanta.example.com' } },
    });
    expect(quotes(finding)).toEqual([
      'SIP/2.0 403 Unknown domain',
      expect.stringContaining('To: <sip:alice@atlanta.example.com>'),
    ]);
  });

  test('fires: From shows an address, the realm is a domain', () => {
    const [finding] = firesOn(
      ruleForCalls,
      `
        0.00 alice -> proxy INVITE sip:bob@biloxi.example.com sdp as-uri=sip:alice@192.0.2.10
        0.05 proxy -> alice 407 realm=sip.atlanta.example.com
        0.06 alice -> proxy ACK
        0.10 alice -> proxy INVITE auth realm=sip.atlanta.example.com sdp
        0.20 proxy -> alice 403 Forbidden
        0.21 alice -> proxy ACK
      `,
    );
    expect(finding).toMatchObject({
      certainty: 'likely',
      values: { told: 'no', domain: { text: '192.0.2.10' }, realm: { text: 'sip.atlanta.example.com' } },
    });
  });

  test.each(['Insufficient balance', 'Caller ID is not owned by this account'])(
    'near miss: the phrase speaks of something else: %s',
    (phrase) => {
      expect(
        firesOn(
          ruleForCalls,
          `
        0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
          !From: <sip:alice@203.0.113.5>;tag=a
        0.010 pbx -> alice 401 realm=atlanta.example.com
        0.020 alice -> pbx ACK
        0.030 alice -> pbx INVITE sip:bob@biloxi.example.com sdp auth realm=atlanta.example.com
          !From: <sip:alice@203.0.113.5>;tag=a
        0.040 pbx -> alice 403 ${phrase}`,
        ),
      ).toEqual([]);
    },
  );

  test('near miss: From shows the domain', () => {
    const [finding] = firesOn(
      ruleForCalls,
      `
        0.00 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
        0.05 proxy -> alice 407
        0.06 alice -> proxy ACK
        0.10 alice -> proxy INVITE auth sdp
        0.20 proxy -> alice 403 Forbidden
        0.21 alice -> proxy ACK
      `,
    );
    expect(finding).toBeUndefined();
  });

  test('near miss: a realm that is just a name', () => {
    const [finding] = firesOn(
      ruleForCalls,
      `
        0.00 alice -> proxy INVITE sip:bob@biloxi.example.com sdp as-uri=sip:alice@192.0.2.10
        0.05 proxy -> alice 407 realm=asterisk
        0.06 alice -> proxy ACK
        0.10 alice -> proxy INVITE auth realm=asterisk sdp
        0.20 proxy -> alice 403 Forbidden
        0.21 alice -> proxy ACK
      `,
    );
    expect(finding).toBeUndefined();
  });
});
