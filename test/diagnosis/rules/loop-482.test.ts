import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/loop-482.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('loop-482', () => {
  test('fires: the Vias name one host twice', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
        0.001 proxy -> sbc INVITE
        0.002 sbc -> proxy INVITE
        0.003 proxy -> sbc 482
        0.004 sbc -> proxy 482
        0.005 proxy -> alice 482
        0.006 alice -> proxy ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'loop-482',
      certainty: 'proven',
      atFault: 'server',
      entries: ['response/482'],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 482');
  });

  test('fires: the phrase says merged', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 482 Request merged
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'loop-482',
      reasons: [{ key: 'merged', certainty: 'proven', atFault: 'server' }],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 482 Request merged');
  });

  test('near miss: 483', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 483
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });
});
