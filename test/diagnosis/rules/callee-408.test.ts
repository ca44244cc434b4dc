import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/callee-408.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('callee-408', () => {
  test('fires: it rang until the proxy gave up', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.500 pbx -> alice 180
        120.000 pbx -> alice 408
        120.010 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'callee-408',
      certainty: 'proven',
      atFault: 'callee',
      values: { seconds: 120 },
      reasons: [{ key: 'nobody-picked-up', certainty: 'likely' }],
      entries: ['response/408'],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 408');
  });

  test('fires: 408 at once: held to be offline', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 408
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'callee-408',
      atFault: 'depends',
      reasons: [{ key: 'known-dead', certainty: 'possible', atFault: 'callee' }],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 408');
  });

  test('near miss: 408 that speaks of a login', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 408 Login timed out
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: 480 instead', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 480
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });
});
