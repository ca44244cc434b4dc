import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/channel-limit.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('channel-limit', () => {
  test('fires: the phrase says so', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 486 Call limit reached
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'channel-limit',
      certainty: 'proven',
      atFault: 'depends',
      reasons: [{ key: 'limit-reached', certainty: 'proven' }],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 486 Call limit reached');
  });

  test('fires: no circuit in the telephone network', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 503 
          +Reason: Q.850;cause=34
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'channel-limit',
      reasons: [{ key: 'no-circuit', certainty: 'likely', atFault: 'server' }],
      entries: ['response/503', 'cause/34'],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 503');
    expect(said).toContain('Reason: Q.850;cause=34');
  });

  test('near miss: a switch that says when to come back has its own rule', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.200 pbx -> alice 503
          +Reason: Q.850;cause=42
          +Retry-After: 30
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: plain busy', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 486
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: a limit of calls per second', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 480 CPS limit
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });
});
