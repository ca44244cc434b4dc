import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/488-t38.ts';
import { firesOn, quotes } from '../rules.helper.ts';

const CALL = `
  0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp=pcmu
  1.000 pbx -> alice 200 sdp=pcmu
  1.050 alice -> pbx ACK
  5.000 pbx -> alice INVITE new t38
  `;

describe('488-t38', () => {
  test('fires: the re-INVITE to T.38 is refused and the call ends', () => {
    const [finding] = firesOn(
      rule,
      `${CALL}
      5.020 alice -> pbx 488
      5.040 pbx -> alice ACK
      9.000 pbx -> alice BYE new
      9.010 alice -> pbx 200`,
    );
    expect(finding).toMatchObject({
      rule: '488-t38',
      severity: 'failure',
      certainty: 'proven',
      atFault: 'caller',
      values: { code: 488, then: 'nothing' },
    });
    expect(quotes(finding)).toContain('m=image 40000 udptl t38');
  });

  test('fires: as a risk where the fax went on over audio', () => {
    const [finding] = firesOn(
      rule,
      `${CALL}
      5.020 alice -> pbx 488
      5.040 pbx -> alice ACK
      5.500 pbx -> alice INVITE new sdp=pcma version=3
      5.520 alice -> pbx 200 sdp=pcma
      5.540 pbx -> alice ACK`,
    );
    expect(finding).toMatchObject({ severity: 'risk', values: { then: 'audio' }, reasons: [{ key: 'fell-back' }] });
  });

  test('near miss: T.38 accepted, and audio refused', () => {
    expect(
      firesOn(
        rule,
        `${CALL}
      5.020 alice -> pbx 200 t38
      5.040 pbx -> alice ACK`,
      ),
    ).toEqual([]);
    expect(
      firesOn(rule, '0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp=g729\n0.010 pbx -> alice 488'),
    ).toEqual([]);
  });
});
