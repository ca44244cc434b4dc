import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/t38-switch-fail.ts';
import { firesOn, quotes } from '../rules.helper.ts';

const CALL = `
  0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp=pcmu
  1.000 pbx -> alice 200 sdp=pcmu
  1.050 alice -> pbx ACK
  5.000 alice -> pbx INVITE t38
  `;

describe('t38-switch-fail', () => {
  test('fires: the switch is refused with 500', () => {
    const [finding] = firesOn(
      rule,
      `${CALL}
      5.020 pbx -> alice 500
      5.040 alice -> pbx ACK`,
    );
    expect(finding).toMatchObject({
      rule: 't38-switch-fail',
      severity: 'failure',
      certainty: 'proven',
      atFault: 'callee',
      values: { how: 'refused', code: 500 },
    });
    expect(quotes(finding)).toEqual([
      'SIP/2.0 500 Server Internal Error',
      'm=image 40000 udptl t38',
      expect.stringMatching(/^INVITE /),
    ]);
  });

  test('fires: the answer has audio only', () => {
    const [finding] = firesOn(
      rule,
      `${CALL}
      5.020 pbx -> alice 200 sdp=pcmu version=2
      5.040 alice -> pbx ACK`,
    );
    expect(finding).toMatchObject({ certainty: 'proven', values: { how: 'closed' } });
  });

  test('fires: nobody answers the switch', () => {
    const [finding] = firesOn(
      rule,
      `${CALL.replace('t38', 't38 again=0.5,1.5,3.5,7.5,11.5,15.5')}
      38.000 alice -> pbx BYE
      38.010 pbx -> alice 200`,
    );
    expect(finding).toMatchObject({ atFault: 'depends', values: { how: 'silent' }, reasons: [{ key: 'no-answer' }] });
  });

  test('near miss: T.38 agreed, 488 (a rule of its own), a crossing', () => {
    for (const answer of ['200 t38', '488', '491'])
      expect(firesOn(rule, `${CALL}\n5.020 pbx -> alice ${answer}\n5.040 alice -> pbx ACK`)).toEqual([]);
  });

  test('near miss: the trace ends before the answer', () => {
    expect(firesOn(rule, CALL)).toEqual([]);
  });
});
