import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/bye-481.ts';
import { firesOn, quotes } from '../rules.helper.ts';

const TALK = `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
      1.000 bob -> alice 200 sdp
      1.010 alice -> bob ACK`;

describe('bye-481', () => {
  test('fires: the other side lost the call, a risk', () => {
    const [found] = firesOn(rule, `${TALK}\n60.000 alice -> bob BYE\n60.010 bob -> alice 481`);
    expect(found).toMatchObject({
      rule: 'bye-481',
      severity: 'risk',
      certainty: 'proven',
      atFault: 'depends',
      values: { twice: 'no' },
    });
    expect(quotes(found)[0]).toBe('SIP/2.0 481 Call/Transaction Does Not Exist');
  });

  test('near miss: both hang up at once, a note', () => {
    const found = firesOn(
      rule,
      `${TALK}\n60.000 alice -> bob BYE\n60.001 bob -> alice BYE\n60.010 bob -> alice 481\n60.011 alice -> bob 200`,
    );
    expect(found).toMatchObject([{ severity: 'note', atFault: 'nobody' }]);
  });

  test('near miss: the BYE is answered', () => {
    expect(firesOn(rule, `${TALK}\n60.000 alice -> bob BYE\n60.010 bob -> alice 200`)).toEqual([]);
  });
});
