import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/503-retry-after.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('503-retry-after', () => {
  test('fires: the server asks to wait', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 503 
          +Retry-After: 30
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: '503-retry-after',
      certainty: 'proven',
      atFault: 'server',
      values: { wait: 30 },
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 503');
    expect(said).toContain('Retry-After: 30');
  });

  test('near miss: no time given', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 503
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: Retry-After on a 486', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 486 
          +Retry-After: 30
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });
});
