import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/transfer-refer-fail.ts';
import { diagnose, firesOn, quotes } from '../rules.helper.ts';

const TALK = `
      0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
      1.000 pbx -> alice 200 sdp
      1.010 alice -> pbx ACK
      5.000 alice -> pbx REFER
        +Refer-To: <sip:carol@biloxi.example.com>`;

describe('transfer-refer-fail', () => {
  test('fires: the REFER is declined', () => {
    const [found] = firesOn(rule, `${TALK}\n5.010 pbx -> alice 603 Declined (policy)`);
    expect(found).toMatchObject({
      rule: 'transfer-refer-fail',
      certainty: 'proven',
      atFault: 'depends',
      values: { stage: 'refused', code: 603, number: { text: 'carol' } },
      reasons: [{ key: 'refer-not-allowed' }],
    });
    expect(quotes(found)).toEqual(['SIP/2.0 603 Declined (policy)', 'Refer-To: <sip:carol@biloxi.example.com>']);
  });

  test('fires: the NOTIFY tells that the target is busy', () => {
    const [found] = firesOn(
      rule,
      `${TALK}
      5.010 pbx -> alice 202
      5.020 pbx -> alice NOTIFY as=callee
        +Event: refer
        | SIP/2.0 100 Trying
      5.030 alice -> pbx 200
      8.000 pbx -> alice NOTIFY as=callee
        +Event: refer
        | SIP/2.0 486 Busy Here
      8.010 alice -> pbx 200`,
    );
    expect(found).toMatchObject({
      values: { stage: 'target', code: 486 },
      reasons: [{ key: 'target-busy' }],
      entries: ['response/486'],
    });
    expect(quotes(found)[0]).toBe('SIP/2.0 486 Busy Here');
  });

  test('fires: the transfer stands before the refusal that its new leg got', () => {
    const { findings } = diagnose(`${TALK}
      5.010 pbx -> alice 202
      5.100 pbx -> trunk INVITE sip:carol@trunk.example.com sdp call=b new
      5.200 trunk -> pbx 404 call=b
      5.210 pbx -> trunk ACK call=b
      5.300 pbx -> alice NOTIFY as=callee
        +Event: refer
        | SIP/2.0 404 Not Found
      5.310 alice -> pbx 200
      9.000 alice -> pbx BYE
      9.010 pbx -> alice 200`);
    expect(findings.map(({ rule: id }) => id)).toEqual(['transfer-refer-fail', '404-number']);
  });

  test('near miss: the target answered', () => {
    expect(
      firesOn(
        rule,
        `${TALK}
        5.010 pbx -> alice 202
        8.000 pbx -> alice NOTIFY as=callee
          +Event: refer
          | SIP/2.0 200 OK
        8.010 alice -> pbx 200`,
      ),
    ).toEqual([]);
  });

  test('near miss: the REFER is only challenged', () => {
    expect(firesOn(rule, `${TALK}\n5.010 pbx -> alice 407`)).toEqual([]);
  });
});
