import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/inbound-no-route-back.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('inbound-no-route-back', () => {
  test('fires: an INVITE to a private Contact', () => {
    const [finding] = firesOn(
      rule,
      `
        bob = 192.168.1.20:5060
        0.0 pbx -> bob INVITE sip:bob@192.168.1.20:5060 sdp again=0.5,1.5,3.5
      `,
    );
    expect(finding).toMatchObject({
      rule: 'inbound-no-route-back',
      certainty: 'likely',
      atFault: 'callee',
      about: { address: '192.168.1.20' },
      values: { contact: { text: '192.168.1.20' }, count: 4 },
    });
    expect(quotes(finding)[0]).toContain('INVITE sip:bob@192.168.1.20:5060');
  });

  test('near miss: server and phone share the private network', () => {
    const [finding] = firesOn(
      rule,
      `
        pbx = 192.168.1.5:5060
        bob = 192.168.1.20:5060
        0.0 pbx -> bob INVITE sip:bob@192.168.1.20:5060 sdp again=0.5,1.5,3.5
      `,
    );
    expect(finding).toBeUndefined();
  });

  test('near miss: it answers', () => {
    const [finding] = firesOn(
      rule,
      `
        bob = 192.168.1.20:5060
        0.0 pbx -> bob INVITE sip:bob@192.168.1.20:5060 sdp again=0.5,1.5
        1.6 bob -> pbx 180
        2.0 bob -> pbx 486
        2.1 pbx -> bob ACK
      `,
    );
    expect(finding).toBeUndefined();
  });
});
