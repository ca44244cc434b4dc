import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/491-glare.ts';
import { firesOn, quotes } from '../rules.helper.ts';

const GLARE = `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
      1.000 bob -> alice 200 sdp
      1.010 alice -> bob ACK
      5.000 alice -> bob INVITE sdp
      5.001 bob -> alice INVITE sdp
      5.010 bob -> alice 491
      5.011 alice -> bob 491
      5.020 alice -> bob ACK
      5.021 bob -> alice ACK`;

describe('491-glare', () => {
  test('fires: no new try within ten seconds, a risk', () => {
    const [found] = firesOn(rule, `${GLARE}\n15.000 alice -> bob BYE`);
    expect(found).toMatchObject({
      rule: '491-glare',
      severity: 'risk',
      certainty: 'proven',
      atFault: 'depends',
      values: { resolved: 'no', count: 2 },
    });
    expect(quotes(found)[0]).toBe('SIP/2.0 491 Request Pending');
  });

  test('near miss: the new try went through, a note and nobody at fault', () => {
    const found = firesOn(
      rule,
      `${GLARE}
      7.500 alice -> bob INVITE sdp
      7.600 bob -> alice 200 sdp
      7.610 alice -> bob ACK
      20.000 alice -> bob BYE`,
    );
    expect(found).toMatchObject([{ severity: 'note', atFault: 'nobody' }]);
  });

  test('near miss: the trace ends before the new try is due', () => {
    expect(firesOn(rule, GLARE)).toMatchObject([{ severity: 'note' }]);
  });

  test('near miss: re-INVITEs one after the other', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
        1.000 bob -> alice 200 sdp
        1.010 alice -> bob ACK
        5.000 alice -> bob INVITE sdp
        5.010 bob -> alice 200 sdp
        5.020 alice -> bob ACK
        6.000 bob -> alice BYE
        `,
      ),
    ).toEqual([]);
  });
});
