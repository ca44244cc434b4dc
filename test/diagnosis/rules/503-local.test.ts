import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/503-local.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('503-local', () => {
  test('fires: the phrase names the transport', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 503 No transport
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: '503-local',
      certainty: 'proven',
      atFault: 'server',
      reasons: [{ key: 'no-transport', certainty: 'proven' }],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 503 No transport');
  });

  test('fires: a bare 503 with no sign of a next hop', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 503
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: '503-local',
      certainty: 'likely',
      atFault: 'server',
      entries: ['response/503'],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 503');
  });

  test('fires: the phrase says that no gateway is left', () => {
    const [finding] = firesOn(
      rule,
      `
      0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
      0.010 pbx -> alice 503 Service Unavailable - no gateways`,
    );
    expect(finding).toMatchObject({ certainty: 'proven', reasons: [{ key: 'no-gateway-left' }] });
  });

  test('near miss: the telephone network had no circuit', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 503 
          +Reason: Q.850;cause=34
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: it rang first', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.500 pbx -> alice 180
        9.000 pbx -> alice 503
        9.010 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: it says when to come back', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 503 
          +Retry-After: 30
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });
});
