import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/ack-sent-wrong-ip.ts';
import { diagnose, firesOn, quotes } from '../rules.helper.ts';

const REPEATED = 'again=0.5,1.5,3.5,7.5,11.5,15.5,19.5,23.5,27.5,31.5';

describe('ack-sent-wrong-ip', () => {
  test('fires: the ACK follows the private Contact of the 200', () => {
    const trace = `
      pbx = 198.51.100.5:5060 ua="Asterisk PBX 20.5.0"
      inside = 10.0.0.5:5060
      0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
      1.000 pbx -> alice 200 contact=10.0.0.5:5060 sdp ${REPEATED}
      1.050 alice -> inside ACK as=caller
      33.000 pbx -> alice BYE as=callee
      `;
    const [found] = firesOn(rule, trace);
    expect(found).toMatchObject({
      rule: 'ack-sent-wrong-ip',
      certainty: 'proven',
      atFault: 'server',
      about: { address: '10.0.0.5' },
      values: { address: { text: '10.0.0.5' }, ended: 'yes', seconds: 32 },
      reasons: [{ key: 'private-address', certainty: 'likely', atFault: 'server' }],
    });
    expect(quotes(found).slice(0, 2)).toEqual([
      'ACK sip:bob@10.0.0.5:5060 SIP/2.0',
      'Contact: <sip:bob@10.0.0.5:5060>',
    ]);
    expect(diagnose(trace).findings[0]).toMatchObject({ rule: 'ack-sent-wrong-ip', explains: ['drop-32s'] });
  });

  test('fires: the caller sends the ACK elsewhere than the Contact says', () => {
    const [found] = firesOn(
      rule,
      `
      other = 203.0.113.99:5060
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
      1.000 bob -> alice 200 sdp again=0.5,1.5,3.5,7.5
      1.050 alice -> other ACK sip:bob@203.0.113.99 as=caller
      `,
    );
    expect(found).toMatchObject({ atFault: 'caller', reasons: [{ key: 'not-the-contact', atFault: 'caller' }] });
  });

  test('near miss: the ACK goes past the proxy to the Contact, and arrives', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
        0.010 proxy -> bob INVITE
        1.000 bob -> proxy 200 sdp
        1.010 proxy -> alice 200
        1.050 alice -> bob ACK as=caller
        9.000 alice -> bob BYE as=caller
        `,
      ),
    ).toEqual([]);
  });
});
