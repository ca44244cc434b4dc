import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/udp-fragmentation.ts';
import { firesOn, quotes } from '../rules.helper.ts';

const LONG = `  +Identity: ${'x'.repeat(1200)}`;
const challenged = (options: string): string => `
  0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
  0.010 pbx -> alice 407
  0.020 alice -> pbx ACK
  0.030 alice -> pbx INVITE sip:bob@biloxi.example.com sdp auth again=0.5,1.5,3.5,7.5,15.5,31.5 ${options}
  `;

describe('udp-fragmentation', () => {
  test('fires: the short INVITE is challenged, the long one stays unanswered', () => {
    const [finding] = firesOn(rule, `${challenged('')}${LONG}`);
    expect(finding).toMatchObject({
      rule: 'udp-fragmentation',
      severity: 'failure',
      certainty: 'likely',
      atFault: 'network',
      values: { method: { text: 'INVITE' } },
      reasons: [{ key: 'fragments-dropped' }],
    });
    expect(finding?.values['bytes']).toBeGreaterThan(1472);
    expect(finding?.evidence[0]).toMatchObject({ times: 7 });
    expect(quotes(finding)[0]).toMatch(/^INVITE sip:bob@biloxi/);
  });

  test('near miss: a short one unanswered, a long one over TCP, a long one that was never compared', () => {
    expect(firesOn(rule, challenged(''))).toEqual([]);
    expect(firesOn(rule, `${challenged('transport=TCP')}${LONG}`)).toEqual([]);
    expect(
      firesOn(
        rule,
        `0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp again=0.5,1.5,3.5,7.5,15.5,31.5\n${LONG}`,
      ),
    ).toEqual([]);
  });
});
