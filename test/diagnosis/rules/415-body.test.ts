import { describe, expect, test } from 'vitest';
import { rule, ruleForOthers } from '../../../src/diagnosis/rules/415-body.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('415-body', () => {
  test('fires: a multipart body is refused', () => {
    const [finding] = firesOn(
      rule,
      `
      0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        !Content-Type: multipart/mixed;boundary=b1
      0.010 pbx -> alice 415
        +Accept: application/sdp
      `,
    );
    expect(finding).toMatchObject({
      rule: '415-body',
      severity: 'failure',
      certainty: 'proven',
      atFault: 'caller',
      reasons: [{ key: 'multipart' }],
    });
    expect(quotes(finding).slice(0, 3)).toEqual([
      'SIP/2.0 415 Unsupported Media Type',
      'Accept: application/sdp',
      'Content-Type: multipart/mixed;boundary=b1',
    ]);
  });

  test('fires: a MESSAGE of a type outside of Accept', () => {
    const [finding] = firesOn(
      ruleForOthers,
      `
      0.000 alice -> pbx MESSAGE sip:bob@biloxi.example.com
        !Content-Type: application/im-iscomposing+xml
        | <isComposing/>
      0.010 pbx -> alice 415
        +Accept: text/plain
      `,
    );
    expect(finding?.reasons).toEqual([{ key: 'not-in-accept', certainty: 'proven', atFault: 'caller' }]);
  });

  test('near miss: T.38 and "no media" have rules of their own, DTMF in INFO too', () => {
    expect(firesOn(rule, '0.000 alice -> pbx INVITE sip:bob@biloxi.example.com t38\n0.010 pbx -> alice 415')).toEqual(
      [],
    );
    expect(
      firesOn(rule, '0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp\n0.010 pbx -> alice 415 No Media'),
    ).toEqual([]);
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        1.000 pbx -> alice 200 sdp
        1.050 alice -> pbx ACK
        2.000 alice -> pbx INFO
          !Content-Type: application/dtmf-relay
          | Signal=5
        2.010 pbx -> alice 415
        `,
      ),
    ).toEqual([]);
  });
});
