import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/603-decline-human.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('603-decline-human', () => {
  test('fires: declined after 3 s of ringing', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.500 pbx -> alice 180
        3.500 pbx -> alice 603
        3.510 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: '603-decline-human',
      certainty: 'proven',
      atFault: 'callee',
      reasons: [{ key: 'pressed-reject', certainty: 'likely' }],
      values: { rang: 3 },
      entries: ['response/603'],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 603');
  });

  test('fires: declined without ringing', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 603
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: '603-decline-human',
      reasons: [{ key: 'rejects-by-itself', certainty: 'possible' }],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 603');
  });

  test.each(['Do Not Disturb', 'DND', 'Не беспокоить'])('fires: the phrase %s names do-not-disturb', (phrase) => {
    const [finding] = firesOn(
      rule,
      `0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp\n0.010 pbx -> alice 603 ${phrase}`,
    );
    expect(finding?.reasons).toEqual([{ key: 'do-not-disturb', certainty: 'proven', atFault: 'callee' }]);
  });

  test('near miss: the network blocked it', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 603 Network Blocked
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: a REFER is declined in a call', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        0.010 pbx -> alice 100
        1.000 pbx -> alice 180
        3.000 pbx -> alice 200 sdp
        3.010 alice -> pbx ACK
        9.000 alice -> pbx REFER
        9.010 pbx -> alice 603
      `,
      ),
    ).toEqual([]);
  });
});
