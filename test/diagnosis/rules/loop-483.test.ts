import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/loop-483.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('loop-483', () => {
  test('fires: the hops are used up on the way', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 483
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'loop-483',
      certainty: 'proven',
      atFault: 'server',
      reasons: [{ key: 'came-back', certainty: 'possible' }],
      values: { hops: 70 },
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 483');
  });

  test('fires: the caller allows too few', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
          !Max-Forwards: 2
        0.010 pbx -> alice 483
        0.020 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'loop-483',
      atFault: 'caller',
      reasons: [{ key: 'began-low', certainty: 'likely', atFault: 'caller' }],
      values: { hops: 2 },
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 483');
  });

  test('near miss: a REGISTER that ran out of hops', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx REGISTER sip:atlanta.example.com
        0.010 pbx -> alice 483
      `,
      ),
    ).toEqual([]);
  });
});
