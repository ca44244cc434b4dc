import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/422-timer.ts';
import { firesOn, quotes } from '../rules.helper.ts';

const FIRST = `
      0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        +Session-Expires: 60
      0.010 pbx -> alice 422 Session Interval Too Small
        +Min-SE: 300
      0.020 alice -> pbx ACK`;

describe('422-timer', () => {
  test('fires: the interval is below the minimum and the caller gives up', () => {
    const [found] = firesOn(rule, FIRST);
    expect(found).toMatchObject({
      rule: '422-timer',
      severity: 'failure',
      certainty: 'proven',
      atFault: 'caller',
      values: { asked: 60, least: 300 },
    });
    expect(quotes(found)).toEqual(['SIP/2.0 422 Session Interval Too Small', 'Min-SE: 300', 'Session-Expires: 60']);
  });

  test('fires: the caller asks again with the same value', () => {
    const [found] = firesOn(
      rule,
      `${FIRST}
      0.030 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        +Session-Expires: 60
      0.040 pbx -> alice 422 Session Interval Too Small
        +Min-SE: 300
      0.050 alice -> pbx ACK`,
    );
    expect(found).toMatchObject({ reasons: [{ key: 'asked-again', certainty: 'proven', atFault: 'caller' }] });
  });

  test('near miss: the caller raises it and is answered, a note', () => {
    const found = firesOn(
      rule,
      `${FIRST}
      0.030 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        +Session-Expires: 300
      1.000 pbx -> alice 200 sdp
      1.010 alice -> pbx ACK
      9.000 alice -> pbx BYE`,
    );
    expect(found.map(({ severity }) => severity)).toEqual(['note']);
  });
});
