import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/500-retry-after.ts';
import { firesOn, quotes } from '../rules.helper.ts';

const TALK = `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
      1.000 bob -> alice 200 sdp
      1.010 alice -> bob ACK
      5.000 alice -> bob INVITE sdp`;

describe('500-retry-after', () => {
  test('fires: a second re-INVITE while the first is open', () => {
    const [found] = firesOn(
      rule,
      `${TALK}
      5.100 alice -> bob INVITE sdp new
      5.110 bob -> alice 500 for=INVITE
        +Retry-After: 5
      9.000 alice -> bob BYE`,
    );
    expect(found).toMatchObject({
      rule: '500-retry-after',
      severity: 'risk',
      certainty: 'proven',
      values: { seconds: 5 },
    });
    expect(quotes(found)).toContain('Retry-After: 5');
  });

  test('near miss: a 500 without Retry-After', () => {
    expect(firesOn(rule, `${TALK}\n5.010 bob -> alice 500\n9.000 alice -> bob BYE`)).toEqual([]);
  });

  test('near miss: a server that asks for an hour is overloaded', () => {
    expect(firesOn(rule, `${TALK}\n5.010 bob -> alice 500\n+Retry-After: 3600\n9.000 alice -> bob BYE`)).toEqual([]);
  });
});
