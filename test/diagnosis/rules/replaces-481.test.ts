import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/replaces-481.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('replaces-481', () => {
  test('fires: the dialog to be replaced is unknown', () => {
    const [found] = firesOn(
      rule,
      `
      0.000 alice -> pbx INVITE sip:carol@biloxi.example.com sdp
        +Replaces: abc@atlanta.example.com;to-tag=1;from-tag=2
      0.010 pbx -> alice 481 Call Leg Does Not Exist (Replaces)
      0.020 alice -> pbx ACK
      `,
    );
    expect(found).toMatchObject({
      rule: 'replaces-481',
      certainty: 'proven',
      atFault: 'depends',
      reasons: [],
      values: { replaced: { value: 'callId', text: 'abc@atlanta.example.com' } },
    });
    expect(quotes(found)[0]).toBe('Replaces: abc@atlanta.example.com;to-tag=1;from-tag=2');
  });

  test('fires: Replaces lost its tags', () => {
    const [found] = firesOn(
      rule,
      `
      0.000 alice -> pbx INVITE sip:carol@biloxi.example.com sdp
        +Replaces: abc@atlanta.example.com
      0.010 pbx -> alice 481
      0.020 alice -> pbx ACK
      `,
    );
    expect(found).toMatchObject({ atFault: 'caller', reasons: [{ key: 'tags-missing', certainty: 'proven' }] });
  });

  test('near miss: 481 to an INVITE without Replaces', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:carol@biloxi.example.com sdp
        0.010 pbx -> alice 481
        0.020 alice -> pbx ACK
        `,
      ),
    ).toEqual([]);
  });
});
