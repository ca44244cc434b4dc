import { describe, expect, test } from 'vitest';
import { ruleForCalls } from '../../../src/diagnosis/rules/420-require.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('420-require', () => {
  test('fires: the caller demands 100rel', () => {
    const [found] = firesOn(
      ruleForCalls,
      `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
        +Require: 100rel
      0.010 bob -> alice 420 Bad Extension
        +Unsupported: 100rel
      0.020 alice -> bob ACK
      `,
    );
    expect(found).toMatchObject({
      rule: '420-require',
      certainty: 'proven',
      atFault: 'caller',
      values: { options: { text: '100rel' } },
      reasons: [{ key: 'required', certainty: 'proven' }],
    });
    expect(quotes(found)).toEqual(['SIP/2.0 420 Bad Extension', 'Unsupported: 100rel', 'Require: 100rel']);
  });

  test('fires: the 420 lists what nobody demanded', () => {
    const [found] = firesOn(
      ruleForCalls,
      `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
      0.010 bob -> alice 420 Bad Extension
        +Unsupported: timer
      0.020 alice -> bob ACK
      `,
    );
    expect(found).toMatchObject({ atFault: 'server', reasons: [{ key: 'not-required' }] });
  });

  test('near miss: the caller tried again without it, a note', () => {
    const found = firesOn(
      ruleForCalls,
      `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
        +Require: 100rel
      0.010 bob -> alice 420 Bad Extension
        +Unsupported: 100rel
      0.020 alice -> bob ACK
      0.030 alice -> bob INVITE sip:bob@biloxi.example.com sdp
      1.000 bob -> alice 200 sdp
      1.010 alice -> bob ACK
      9.000 alice -> bob BYE
      `,
    );
    expect(found.map(({ severity }) => severity)).toEqual(['note']);
  });

  test('near miss: Require is met', () => {
    expect(
      firesOn(
        ruleForCalls,
        `
        0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
          +Require: 100rel
        1.000 bob -> alice 200 sdp
        1.010 alice -> bob ACK
        9.000 alice -> bob BYE
        `,
      ),
    ).toEqual([]);
  });
});
