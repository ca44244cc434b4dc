import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/asterisk-pbx-unavailable.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('asterisk-pbx-unavailable', () => {
  test('fires: the log says UNREACHABLE before the call', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 log NOTICE[123] chan_sip.c: Peer 'bob' is now UNREACHABLE!  Last qualify: 24
        5.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        5.010 pbx -> alice 480
        5.020 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'asterisk-pbx-unavailable',
      call: '1',
      certainty: 'proven',
      atFault: 'network',
      values: { code: 480, number: { value: 'user', text: 'bob' } },
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain("Peer 'bob' is now UNREACHABLE!");
    expect(said).toContain('SIP/2.0 480');
  });

  test('near miss: it was reachable again by then', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 log NOTICE[123] chan_sip.c: Peer 'bob' is now UNREACHABLE!  Last qualify: 24
        3.000 log NOTICE[123] chan_sip.c: Peer 'bob' is now Reachable. (24ms / 2000ms)
        5.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        5.010 pbx -> alice 480
        5.020 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: another phone is unreachable', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 log NOTICE[123] chan_sip.c: Peer 'carol' is now UNREACHABLE!  Last qualify: 24
        5.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        5.010 pbx -> alice 480
        5.020 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });
});
