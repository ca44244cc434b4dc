import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/callee-480.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('callee-480', () => {
  test('fires: the network says that the subscriber is absent', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 480 
          +Reason: Q.850;cause=20
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'callee-480',
      certainty: 'proven',
      atFault: 'callee',
      reasons: [{ key: 'not-registered', certainty: 'likely' }],
      entries: ['response/480', 'cause/20'],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 480');
    expect(said).toContain('Reason: Q.850;cause=20');
  });

  test('fires: it rang for half a minute', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.500 pbx -> alice 180
        30.500 pbx -> alice 480
        30.510 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'callee-480',
      reasons: [{ key: 'nobody-picked-up', certainty: 'likely' }],
      values: { rang: 30 },
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 480');
  });

  test.each(['Do Not Disturb', 'DND', 'Не беспокоить'])('fires: the phrase %s names do-not-disturb', (phrase) => {
    const [finding] = firesOn(
      rule,
      `0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp\n0.010 pbx -> alice 480 ${phrase}`,
    );
    expect(finding?.reasons).toEqual([{ key: 'do-not-disturb', certainty: 'proven', atFault: 'callee' }]);
  });

  test('near miss: the phrase is about money', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 480 No money left
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: the phrase is about DNS', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 480 No DNS results
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: the phrase is about codecs', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 480 Codec Mismatch
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });
});
