import { describe, expect, test } from 'vitest';
import { ruleForCalls } from '../../../src/diagnosis/rules/421-extension.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('421-extension', () => {
  test('fires: the server insists on session timers', () => {
    const [found] = firesOn(
      ruleForCalls,
      `
      0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        +Supported: replaces
      0.010 pbx -> alice 421 Extension Required
        +Require: timer
      0.020 alice -> pbx ACK
      `,
    );
    expect(found).toMatchObject({
      rule: '421-extension',
      certainty: 'proven',
      atFault: 'caller',
      values: { options: { text: 'timer' } },
    });
    expect(quotes(found)).toEqual(['SIP/2.0 421 Extension Required', 'Require: timer', 'Supported: replaces']);
  });

  test('fires: the request supports it already', () => {
    const [found] = firesOn(
      ruleForCalls,
      `
      0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        +Supported: timer
      0.010 pbx -> alice 421 Extension Required
        +Require: timer
      0.020 alice -> pbx ACK
      `,
    );
    expect(found).toMatchObject({ atFault: 'server', reasons: [{ key: 'supported-already', certainty: 'proven' }] });
  });

  test('near miss: another refusal that carries Require', () => {
    expect(
      firesOn(
        ruleForCalls,
        `
        0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        0.010 pbx -> alice 486
          +Require: timer
        0.020 alice -> pbx ACK
        `,
      ),
    ).toEqual([]);
  });
});
