import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/no-sdp-answer.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('no-sdp-answer', () => {
  test('fires: the 200 to an offer has no SDP, and nothing before it had', () => {
    const [finding] = firesOn(
      rule,
      `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
      0.500 bob -> alice 180
      2.000 bob -> alice 200
      2.050 alice -> bob ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'no-sdp-answer',
      severity: 'failure',
      certainty: 'proven',
      atFault: 'callee',
      values: { where: 'response' },
    });
    expect(quotes(finding).slice(0, 2)).toEqual(['SIP/2.0 200 OK', 'Content-Length: 0']);
  });

  test('fires: the ACK to an offer in the 200 is empty', () => {
    const [finding] = firesOn(
      rule,
      `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com
      2.000 bob -> alice 200 sdp
      2.050 alice -> bob ACK
      `,
    );
    expect(finding).toMatchObject({ atFault: 'caller', values: { where: 'ack' }, reasons: [{ key: 'ack-empty' }] });
  });

  test('near miss: the answer stood in the 183', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
        0.500 bob -> alice 183 sdp
        2.000 bob -> alice 200
        2.050 alice -> bob ACK
        `,
      ),
    ).toEqual([]);
  });

  test('near miss: a log that left the body out says that there was one', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
        2.000 bob -> alice 200
          !Content-Length: 220
          +Content-Type: application/sdp
        `,
      ),
    ).toEqual([]);
  });

  test('near miss: only one side was read', () => {
    expect(
      firesOn(rule, '0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp hidden\n2.000 bob -> alice 200'),
    ).toEqual([]);
  });
});
