import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/504-downstream.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('504-downstream', () => {
  test('fires: a server waited in vain', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        2.000 pbx -> alice 504
        2.010 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: '504-downstream',
      certainty: 'proven',
      atFault: 'server',
      values: { seconds: 2, timed: 'yes' },
      entries: ['response/504'],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 504');
  });

  test('near miss: 408 of a proxy', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 408
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });
});
