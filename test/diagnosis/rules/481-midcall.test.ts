import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/481-midcall.ts';
import { firesOn, quotes } from '../rules.helper.ts';

const TALK = `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
      1.000 bob -> alice 200 sdp
      1.010 alice -> bob ACK`;

describe('481-midcall', () => {
  test('fires: a re-INVITE in the call gets 481', () => {
    const [found] = firesOn(
      rule,
      `${TALK}\n31.000 alice -> bob INVITE sdp\n31.010 bob -> alice 481\n31.020 alice -> bob ACK`,
    );
    expect(found).toMatchObject({
      rule: '481-midcall',
      severity: 'failure',
      certainty: 'proven',
      atFault: 'callee',
      values: { seconds: 30, method: { text: 'INVITE' } },
    });
    expect(quotes(found)[0]).toBe('SIP/2.0 481 Call/Transaction Does Not Exist');
  });

  test('fires: the request carries another tag', () => {
    const [found] = firesOn(
      rule,
      `${TALK}\n31.000 alice -> bob INFO\n!To: <sip:bob@biloxi.example.com>;tag=other\n31.010 bob -> alice 481`,
    );
    expect(found).toMatchObject({ atFault: 'caller', reasons: [{ key: 'wrong-tags' }] });
  });

  test('near miss: the request crosses the BYE', () => {
    expect(
      firesOn(
        rule,
        `${TALK}\n31.000 alice -> bob INFO\n31.001 bob -> alice BYE\n31.010 bob -> alice 481 for=INFO\n31.020 alice -> bob 200`,
      ),
    ).toEqual([]);
  });

  test('near miss: the BYE itself gets 481', () => {
    expect(firesOn(rule, `${TALK}\n31.000 alice -> bob BYE\n31.010 bob -> alice 481`)).toEqual([]);
  });
});
