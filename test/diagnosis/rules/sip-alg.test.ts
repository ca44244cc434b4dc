import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/sip-alg.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('sip-alg', () => {
  test('fires: the Via comes back with another address', () => {
    const [finding] = firesOn(
      rule,
      `
      0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        !Via: SIP/2.0/UDP 192.168.1.20:5060;branch=z9hG4bK1;rport
      0.010 pbx -> alice 200 sdp
        !Via: SIP/2.0/UDP 203.0.113.7:5060;branch=z9hG4bK1;rport=5060
      `,
    );
    expect(finding).toMatchObject({
      rule: 'sip-alg',
      severity: 'risk',
      certainty: 'likely',
      atFault: 'network',
      values: { sign: 'via' },
      reasons: [{ key: 'rewritten' }],
    });
    expect(quotes(finding)).toEqual([
      'Via: SIP/2.0/UDP 192.168.1.20:5060;branch=z9hG4bK1;rport',
      'Via: SIP/2.0/UDP 203.0.113.7:5060;branch=z9hG4bK1;rport=5060',
    ]);
  });

  test('fires: two ports behind one address', () => {
    const [finding] = firesOn(
      rule,
      `
      0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        !Contact: <sip:alice@203.0.113.7:5060:61000>
      0.010 pbx -> alice 400
      `,
    );
    expect(finding).toMatchObject({ certainty: 'likely', values: { sign: 'port' } });
  });

  test('fires: a public Contact with a private SDP is a possible sign', () => {
    const [finding] = firesOn(
      rule,
      'alice = 203.0.113.7:5060\n0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp media=192.168.1.20:40000\n0.010 pbx -> alice 488',
    );
    expect(finding).toMatchObject({ certainty: 'possible', values: { sign: 'half' } });
  });

  test('near miss: received and rport are what a Via may gain', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
          !Via: SIP/2.0/UDP 192.168.1.20:5060;branch=z9hG4bK1;rport
        0.010 pbx -> alice 200 sdp
          !Via: SIP/2.0/UDP 192.168.1.20;branch=z9hG4bK1;rport=61000;received=203.0.113.7
        `,
      ),
    ).toEqual([]);
  });

  test('near miss: a call that worked, though the SDP is private', () => {
    expect(
      firesOn(
        rule,
        'alice = 203.0.113.7:5060\n0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp media=192.168.1.20:40000\n0.010 pbx -> alice 200 sdp\n0.020 alice -> pbx ACK',
      ),
    ).toEqual([]);
  });
});
