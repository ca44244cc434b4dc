import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/prack-missing.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('prack-missing', () => {
  test('fires: the reliable 180 is repeated, and no PRACK comes', () => {
    const [found] = firesOn(
      rule,
      `
      0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        +Supported: 100rel
      1.000 pbx -> alice 180 rel again=0.5,1.5,3.5,7.5,15.5
      33.000 pbx -> alice 504 Reliable Response Time-Out
      33.010 alice -> pbx ACK
      `,
    );
    expect(found).toMatchObject({
      rule: 'prack-missing',
      severity: 'failure',
      certainty: 'proven',
      atFault: 'depends',
      values: { code: 180, count: 6 },
    });
    expect(found?.evidence[0]).toMatchObject({ quote: 'SIP/2.0 180 Ringing', times: 6 });
    expect(quotes(found)).toContain('RSeq: 1');
  });

  test('fires: the caller never offered 100rel', () => {
    const [found] = firesOn(
      rule,
      `
      0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
      1.000 pbx -> alice 180 rel again=0.5,1.5,3.5
      9.000 alice -> pbx CANCEL
      `,
    );
    expect(found?.reasons).toMatchObject([{ key: 'not-offered', certainty: 'proven', atFault: 'callee' }]);
  });

  test('near miss: the PRACK came after one repetition', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
          +Supported: 100rel
        1.000 pbx -> alice 180 rel again=0.5
        1.600 alice -> pbx PRACK
          +RAck: 1 1 INVITE
        1.610 pbx -> alice 200 for=PRACK
        3.000 pbx -> alice 200 sdp for=INVITE
        3.010 alice -> pbx ACK
        9.000 alice -> pbx BYE
        `,
      ),
    ).toEqual([]);
  });

  test('near miss: an ordinary 180, sent several times', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
          +Supported: 100rel
        1.000 pbx -> alice 180 again=3,6,9,12
        20.000 alice -> pbx CANCEL
        `,
      ),
    ).toEqual([]);
  });
});
