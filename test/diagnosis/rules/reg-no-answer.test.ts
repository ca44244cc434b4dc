import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/reg-no-answer.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('reg-no-answer', () => {
  test('fires: eleven copies and no answer', () => {
    const [finding] = firesOn(
      rule,
      `
        0.0 alice -> pbx REGISTER sip:atlanta.example.com again=0.5,1.5,3.5,7.5,11.5,15.5,19.5,23.5,27.5,31.5
      `,
    );
    expect(finding).toMatchObject({
      rule: 'reg-no-answer',
      certainty: 'proven',
      atFault: 'depends',
      about: { address: '203.0.113.5' },
      values: { count: 11, seconds: 31.5 },
      reasons: [],
    });
    expect(finding?.evidence[0]).toMatchObject({ quote: 'REGISTER sip:atlanta.example.com SIP/2.0', times: 11 });
  });

  test('fires: nothing listens there', () => {
    const [finding] = firesOn(
      rule,
      `
        0.0 alice -> pbx REGISTER sip:atlanta.example.com again=0.5
        0.1 pbx !> alice icmp 3/3
      `,
    );
    expect(finding).toMatchObject({
      certainty: 'proven',
      atFault: 'server',
      reasons: [{ key: 'port-closed', certainty: 'likely' }],
    });
    expect(quotes(finding)[1]).toContain('ICMP 3/3');
  });

  test('fires: a filter says no', () => {
    const [finding] = firesOn(
      rule,
      `
        0.0 alice -> pbx REGISTER sip:atlanta.example.com
        0.1 pbx !> alice icmp 3/13
      `,
    );
    expect(finding?.reasons).toEqual([{ key: 'filtered', certainty: 'proven', atFault: 'network' }]);
  });

  test('near miss: the trace ends after two copies', () => {
    const [finding] = firesOn(
      rule,
      `
        0.0 alice -> pbx REGISTER sip:atlanta.example.com again=0.5,1.5
      `,
    );
    expect(finding).toBeUndefined();
  });

  test('near miss: answered after two copies', () => {
    const [finding] = firesOn(
      rule,
      `
        0.0 alice -> pbx REGISTER sip:atlanta.example.com again=0.5,1.5
        1.6 pbx -> alice 200
      `,
    );
    expect(finding).toBeUndefined();
  });
});
