import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/multiple-200.ts';
import { firesOn, quotes } from '../rules.helper.ts';

const FORKED = `
      0.000 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
      0.010 proxy -> bob INVITE
      0.011 proxy -> carol INVITE
      2.000 bob -> proxy 200 sdp tag=b1
      2.001 proxy -> alice 200
      2.002 carol -> proxy 200 sdp tag=c1
      2.003 proxy -> alice 200 new sdp tag=c1
      2.050 alice -> proxy ACK
      2.060 proxy -> bob ACK`;

describe('multiple-200', () => {
  test('fires: the second answer gets neither ACK nor BYE', () => {
    const [found] = firesOn(rule, `${FORKED}\n60.000 alice -> proxy BYE\n60.010 proxy -> alice 200`);
    expect(found).toMatchObject({
      rule: 'multiple-200',
      certainty: 'proven',
      severity: 'failure',
      atFault: 'caller',
      values: { count: 2, left: 'yes' },
      reasons: [{ key: 'no-ack' }],
    });
    expect(quotes(found).filter((quote) => quote.startsWith('To:'))).toHaveLength(2);
  });

  test('near miss: the surplus call is acknowledged and ended, a note', () => {
    const found = firesOn(
      rule,
      `${FORKED}
      2.070 alice -> proxy ACK new
        !To: <sip:bob@biloxi.example.com>;tag=c1
      2.080 alice -> proxy BYE
        !To: <sip:bob@biloxi.example.com>;tag=c1
      2.090 proxy -> alice 200 for=BYE
      60.000 alice -> proxy BYE`,
    );
    expect(found).toMatchObject([{ severity: 'note', atFault: 'nobody' }]);
  });

  test('near miss: one device answers', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
        0.010 proxy -> bob INVITE
        2.000 bob -> proxy 200 sdp
        2.001 proxy -> alice 200
        2.050 alice -> proxy ACK
        2.060 proxy -> bob ACK
        60.000 alice -> proxy BYE
        `,
      ),
    ).toEqual([]);
  });
});
