import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/bye-no-reason-immediate.ts';
import { firesOn, quotes } from '../rules.helper.ts';

const CALL = `
      alice = 192.0.2.1:5060 ua="Example Phone 1.0"
      bob = 198.51.100.2:5060 ua="Other Phone 3.2"
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
      2.000 bob -> alice 200 sdp
      2.050 alice -> bob ACK`;

describe('bye-no-reason-immediate', () => {
  test('fires: the callee hangs up half a second after its own answer', () => {
    const [found] = firesOn(rule, `${CALL}\n2.500 bob -> alice BYE`);
    expect(found).toMatchObject({
      rule: 'bye-no-reason-immediate',
      severity: 'risk',
      certainty: 'possible',
      atFault: 'callee',
      values: { who: 'callee', seconds: 0.5 },
    });
    expect(quotes(found)[0]).toMatch(/^BYE sip:alice@/);
  });

  test('near miss: a caller who changes his mind is only a note', () => {
    expect(firesOn(rule, `${CALL}\n2.900 alice -> bob BYE`)).toMatchObject([{ severity: 'note' }]);
  });

  test('near miss: the BYE says why', () => {
    expect(firesOn(rule, `${CALL}\n2.500 bob -> alice BYE\n+Reason: Q.850;cause=16`)).toEqual([]);
  });

  test('near miss: the talk lasted five seconds', () => {
    expect(firesOn(rule, `${CALL}\n7.000 bob -> alice BYE`)).toEqual([]);
  });
});
