import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/cseq-order.ts';
import { firesOn, quotes } from '../rules.helper.ts';

const TALK = `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp cseq=20
      1.000 bob -> alice 200 sdp
      1.010 alice -> bob ACK`;

describe('cseq-order', () => {
  test('fires: a re-INVITE with a lower number gets 500', () => {
    const [found] = firesOn(
      rule,
      `${TALK}\n5.000 alice -> bob INVITE sdp cseq=7\n5.010 bob -> alice 500\n5.020 alice -> bob ACK`,
    );
    expect(found).toMatchObject({
      rule: 'cseq-order',
      certainty: 'proven',
      atFault: 'caller',
      values: { low: 7, high: 20, code: 500 },
      reasons: [{ key: 'counter' }],
    });
    expect(quotes(found)).toEqual(['CSeq: 7 INVITE', 'CSeq: 20 INVITE', 'SIP/2.0 500 Server Internal Error']);
  });

  test('near miss: numbers of the two sides have nothing to do with each other', () => {
    expect(
      firesOn(rule, `${TALK}\n5.000 bob -> alice INVITE sdp cseq=1\n5.010 alice -> bob 500\n5.020 bob -> alice ACK`),
    ).toEqual([]);
  });

  test('near miss: the lower number was served', () => {
    expect(
      firesOn(
        rule,
        `${TALK}\n5.000 alice -> bob INVITE sdp cseq=7\n5.010 bob -> alice 200 sdp\n5.020 alice -> bob ACK`,
      ),
    ).toEqual([]);
  });
});
