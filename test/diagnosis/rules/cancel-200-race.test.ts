import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/cancel-200-race.ts';
import { diagnose, firesOn, quotes } from '../rules.helper.ts';

const CROSSED = `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
      0.100 bob -> alice 180
      5.000 alice -> bob CANCEL
      5.001 bob -> alice 200 sdp for=INVITE
      5.002 bob -> alice 200 for=CANCEL
      5.010 alice -> bob ACK`;

describe('cancel-200-race', () => {
  test('fires: the caller does not hang up, the callee does after 12 s', () => {
    const [found] = firesOn(rule, `${CROSSED}\n17.000 bob -> alice BYE\n17.010 alice -> bob 200`);
    expect(found).toMatchObject({
      rule: 'cancel-200-race',
      severity: 'failure',
      certainty: 'proven',
      atFault: 'caller',
      values: { ended: 'no' },
    });
    expect(quotes(found).map((quote) => quote.split(' ')[0])).toEqual(['CANCEL', 'SIP/2.0', 'BYE']);
  });

  test('fires: the missing ACK of a caller that holds its call to be cancelled is a symptom', () => {
    const { findings } = diagnose(`${CROSSED.replace(/\n.*ACK$/, '')}
      5.501 bob -> alice 200 for=INVITE again
      6.501 bob -> alice 200 for=INVITE again
      8.501 bob -> alice 200 for=INVITE again
      12.501 bob -> alice 200 for=INVITE again
      16.501 bob -> alice 200 for=INVITE again
      20.501 bob -> alice 200 for=INVITE again
      37.001 bob -> alice BYE
      37.010 alice -> bob 481`);
    expect(findings[0]).toMatchObject({ rule: 'cancel-200-race', explains: expect.arrayContaining(['ack-missing']) });
  });

  test('near miss: the caller hangs up at once, a note', () => {
    expect(firesOn(rule, `${CROSSED}\n5.020 alice -> bob BYE\n5.030 bob -> alice 200`)).toMatchObject([
      { severity: 'note', atFault: 'nobody' },
    ]);
  });

  test('near miss: a trace that ends there proves nothing', () => {
    expect(firesOn(rule, CROSSED)).toMatchObject([{ severity: 'note' }]);
  });
});
