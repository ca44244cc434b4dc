import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/486-busy.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('486-busy', () => {
  test('fires: busy at once', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 486 
          +Reason: Q.850;cause=17
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: '486-busy',
      certainty: 'proven',
      atFault: 'callee',
      values: { rung: 'no' },
      reasons: [{ key: 'on-another-call', certainty: 'likely' }],
      entries: ['response/486', 'cause/17'],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 486');
  });

  test('fires: rejected after ringing', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.500 pbx -> alice 180
        4.000 pbx -> alice 486
        4.010 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: '486-busy',
      reasons: [{ key: 'rejected-by-hand', certainty: 'likely', atFault: 'nobody' }],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 486');
  });

  test.each(['Do Not Disturb', 'DND', 'Не беспокоить'])('fires: the phrase %s names do-not-disturb', (phrase) => {
    const [finding] = firesOn(
      rule,
      `0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp\n0.010 pbx -> alice 486 ${phrase}`,
    );
    expect(finding?.reasons).toEqual([{ key: 'do-not-disturb', certainty: 'proven', atFault: 'callee' }]);
  });

  test('near miss: the phrase names a limit', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 486 Call limit reached
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: a re-INVITE is refused in a call', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        0.010 pbx -> alice 100
        1.000 pbx -> alice 180
        3.000 pbx -> alice 200 sdp
        3.010 alice -> pbx ACK
        9.000 pbx -> alice INVITE new sdp
        9.010 alice -> pbx 486
        9.020 pbx -> alice ACK
      `,
      ),
    ).toEqual([]);
  });
});
