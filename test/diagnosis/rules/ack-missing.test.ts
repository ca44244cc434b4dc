import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/ack-missing.ts';
import { diagnose, firesOn, quotes } from '../rules.helper.ts';

const REPEATED = 'again=0.5,1.5,3.5,7.5,11.5,15.5,19.5,23.5,27.5,31.5';

describe('ack-missing', () => {
  test('fires: a PBX names its private address in the Contact of the 200 and hangs up after 32 s', () => {
    const [found] = firesOn(
      rule,
      `
      pbx = 198.51.100.5:5060 ua="Asterisk PBX 20.5.0"
      alice = 203.0.113.7:5060
      0.000 alice -> pbx INVITE sip:79161234567@biloxi.example.com sdp
      0.001 pbx -> alice 100
      2.000 pbx -> alice 200 contact=10.0.0.5:5060 sdp ${REPEATED}
      34.000 pbx -> alice BYE as=callee
      `,
    );
    expect(found).toMatchObject({
      rule: 'ack-missing',
      certainty: 'proven',
      atFault: 'server',
      about: { address: '198.51.100.5' },
      values: { count: 11, seconds: 32, ended: 'yes', host: { text: '198.51.100.5' } },
      reasons: [{ key: 'private-contact', certainty: 'likely', atFault: 'server' }],
    });
    expect(found?.evidence[0]).toMatchObject({ quote: 'SIP/2.0 200 OK', times: 11 });
    expect(quotes(found)).toContain('Contact: <sip:79161234567@10.0.0.5:5060>');
    expect(quotes(found).at(-1)).toMatch(/^BYE /);
  });

  test('fires: where the phone sends the 200, the finding is about the phone', () => {
    const [found] = firesOn(
      rule,
      `
      bob = 203.0.113.9:5060 ua="Example Phone 2.1"
      pbx = 198.51.100.5:5060 ua="Asterisk PBX 20.5.0"
      0.000 pbx -> bob INVITE sip:bob@203.0.113.9 sdp
      1.000 bob -> pbx 200 contact=192.168.1.20:5060 sdp ${REPEATED}
      33.000 bob -> pbx BYE as=callee
      `,
    );
    expect(found).toMatchObject({
      about: { address: '203.0.113.9' },
      reasons: [{ key: 'private-contact', atFault: 'callee' }],
    });
  });

  test('fires: the Contact is the loopback address, in one and the same network', () => {
    const [found] = firesOn(
      rule,
      `
      alice = 192.168.1.88:5060
      bob = 192.168.1.36:5060
      0.000 alice -> bob INVITE sip:bob@192.168.1.36 sdp
      1.000 bob -> alice 200 contact=127.0.0.1:5061 sdp ${REPEATED}
      `,
    );
    expect(found?.reasons).toMatchObject([{ key: 'private-contact', atFault: 'callee' }]);
  });

  test('near miss: a private Contact in a private network says nothing of why', () => {
    const [found] = firesOn(
      rule,
      `
      alice = 192.168.1.88:5060
      bob = 192.168.1.36:5060
      0.000 alice -> bob INVITE sip:bob@192.168.1.36 sdp
      1.000 bob -> alice 200 sdp ${REPEATED}
      `,
    );
    expect(found).toMatchObject({ atFault: 'depends', reasons: [] });
  });

  test('fires: the proxy got the ACK and did not pass it on', () => {
    const [found] = firesOn(
      rule,
      `
      proxy = 198.51.100.1:5060 rr
      0.000 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
      0.010 proxy -> bob INVITE
      1.000 bob -> proxy 200 sdp again=0.5,1.5,3.5,7.5
      1.010 proxy -> alice 200 again=0.5,1.5,3.5,7.5
      1.100 alice -> proxy ACK
      `,
    );
    expect(found?.reasons[0]).toMatchObject({ key: 'not-passed-on', atFault: 'server' });
    expect(quotes(found).some((quote) => quote.startsWith('ACK '))).toBe(true);
  });

  test('fires: the ACK left for the right place and the 200 goes on', () => {
    const [found] = firesOn(
      rule,
      `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
      1.000 bob -> alice 200 sdp again=0.5,1.5,3.5,7.5
      1.100 alice -> bob ACK again=0.5,1.5,3.5,7.5
      `,
    );
    expect(found).toMatchObject({
      certainty: 'proven',
      values: { ended: 'no' },
      reasons: [{ key: 'ack-lost', atFault: 'network' }],
    });
  });

  test('fires: the ACK has another CSeq than the INVITE', () => {
    const [found] = firesOn(
      rule,
      `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
      1.000 bob -> alice 200 sdp again=0.5,1.5,3.5,7.5
      1.100 alice -> bob ACK cseq=7
      `,
    );
    expect(found?.reasons[0]).toMatchObject({ key: 'ack-unmatched', atFault: 'caller' });
  });

  test('fires: it explains the drop after 32 s', () => {
    const { findings } = diagnose(`
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
      1.000 bob -> alice 200 sdp ${REPEATED}
      33.000 bob -> alice BYE as=callee
      33.010 alice -> bob 200
    `);
    expect(findings[0]).toMatchObject({ rule: 'ack-missing', explains: ['drop-32s'] });
  });

  test('near miss: the ACK is slow, and the 200 is repeated twice', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
        1.000 bob -> alice 200 sdp again=0.5,1.5
        2.600 alice -> bob ACK
        9.000 alice -> bob BYE
        `,
      ),
    ).toEqual([]);
  });

  test('near miss: only the side of the callee was captured, its 200 once', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp hidden
        1.000 bob -> alice 200 sdp
        40.000 bob -> alice BYE as=callee
        `,
      ),
    ).toEqual([]);
  });
});
