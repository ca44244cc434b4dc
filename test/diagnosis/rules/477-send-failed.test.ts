import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/477-send-failed.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('477-send-failed', () => {
  test('fires: the proxy cannot send', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 477 Unfortunately error on sending to next hop occurred (477/SL)
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: '477-send-failed',
      certainty: 'proven',
      atFault: 'server',
      entries: ['response/477'],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 477');
  });

  test('near miss: the name cannot be resolved', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 478
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });
});
