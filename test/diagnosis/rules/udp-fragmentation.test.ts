import { describe, expect, test } from 'vitest';
import { rule as silent } from '../../../src/diagnosis/rules/invite-no-answer-udp.ts';
import { rule, ruleOfTraces } from '../../../src/diagnosis/rules/udp-fragmentation.ts';
import { diagnose, firesOn, quotes } from '../rules.helper.ts';

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

  const ALONE = `
  0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp again=0.5,1.5,3.5,7.5,15.5,31.5
  ${LONG}`;

  test('fires: the receiver says by ICMP that fragments were missing', () => {
    const [finding] = firesOn(rule, `${ALONE}\n  62.000 pbx !> alice icmp 11/1`);
    expect(finding).toMatchObject({ certainty: 'proven', values: { how: 'icmp' } });
    expect(quotes(finding)[1]).toMatch(/^ICMP 11\/1 /);
  });

  test('fires: pings of their own are answered meanwhile', () => {
    const pings = `
      40.000 alice -> pbx OPTIONS call=b
      40.010 pbx -> alice 200 call=b`;
    const diagnosis = diagnose(`${ALONE}${pings}`, [ruleOfTraces, silent]);
    expect(diagnosis.findings).toHaveLength(1);
    expect(diagnosis.findings[0]).toMatchObject({
      rule: 'udp-fragmentation',
      call: '1',
      explains: ['invite-no-answer-udp'],
      values: { how: 'shorter' },
    });
    expect(firesOn(ruleOfTraces, ALONE)).toEqual([]);
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
