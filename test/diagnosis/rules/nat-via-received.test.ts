import { describe, expect, test } from 'vitest';
import { rule, ruleForRegistrations } from '../../../src/diagnosis/rules/nat-via-received.ts';
import type { Diagnosis } from '../../../src/diagnosis/rule.ts';
import { ladder } from '../../ladder.helper.ts';
import type { Ladder } from '../../ladder.helper.ts';
import { diagnose, diagnoseTrace, firesOn, quotes } from '../rules.helper.ts';

describe('nat-via-received', () => {
  test('fires: as a note where the server answers to where the request came from', () => {
    const diagnosis = diagnose(
      `
      alice = 203.0.113.7:23201
      0.000 alice -> pbx REGISTER sip:atlanta.example.com
        !Via: SIP/2.0/UDP 192.168.1.20:5060;branch=z9hG4bK1;rport
        !Contact: <sip:alice@192.168.1.20:5060>
      0.010 pbx -> alice 200
        !Via: SIP/2.0/UDP 192.168.1.20:5060;branch=z9hG4bK1;rport=23201;received=203.0.113.7
      `,
      [ruleForRegistrations],
    );
    expect(diagnosis.verdict).toBe('clear');
    expect(diagnosis.notes[0]).toMatchObject({
      rule: 'nat-via-received',
      severity: 'note',
      atFault: 'nobody',
      values: { how: 'handled', inner: { text: '192.168.1.20' }, seen: { text: '203.0.113.7' }, contact: 'private' },
    });
    expect(quotes(diagnosis.notes[0])[0]).toContain('received=203.0.113.7');
  });

  test('fires: as a note that tells of a private address in the SDP', () => {
    const diagnosis = diagnose(
      `
      alice = 203.0.113.7:23201
      0.000 alice -> pbx INVITE sip:bob@biloxi.example.com
        !Via: SIP/2.0/UDP 192.168.1.20:5060;branch=z9hG4bK1;rport
        !Content-Type: application/sdp
        | v=0
        | o=- 1 1 IN IP4 192.168.1.20
        | s=-
        | c=IN IP4 192.168.1.20
        | t=0 0
        | m=audio 4000 RTP/AVP 8
      0.010 pbx -> alice 200 sdp
        !Via: SIP/2.0/UDP 192.168.1.20:5060;branch=z9hG4bK1;rport=23201;received=203.0.113.7
      0.020 alice -> pbx ACK
      9.000 alice -> pbx BYE
      9.010 pbx -> alice 200
      `,
      [rule],
    );
    expect(diagnosis.notes[0]?.values).toMatchObject({ how: 'handled', media: 'private' });
  });

  test('fires: as a failure where answers go to the port of the Via and the phone repeats', () => {
    const drawn = ladder(`
      alice = 203.0.113.7:23201
      0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp again=0.5,1.5
        !Via: SIP/2.0/UDP 192.168.1.20:5060;branch=z9hG4bK1
      0.010 pbx -> alice 407
        !Via: SIP/2.0/UDP 192.168.1.20:5060;branch=z9hG4bK1;received=203.0.113.7
      `);
    const toPortOfVia = drawn.messages.map((traced) =>
      traced.message.kind === 'response' ? { ...traced, destination: { address: '203.0.113.7', port: 5060 } } : traced,
    );
    const [finding] = diagnoseTrace({ ...drawn, messages: toPortOfVia }, [rule]).findings;
    expect(finding).toMatchObject({
      severity: 'failure',
      certainty: 'proven',
      atFault: 'caller',
      values: { how: 'port', sent: 5060, port: 23201 },
      reasons: [{ key: 'no-rport' }],
    });
  });

  test('fires: as a risk where the one answer went to another port and nothing more is heard of the phone', () => {
    const text = `
      alice = 203.0.113.7:23201
      0.000 alice -> pbx REGISTER sip:atlanta.example.com
        !Via: SIP/2.0/UDP 192.168.1.20:5060;branch=z9hG4bK1
      0.010 pbx -> alice 407
        !Via: SIP/2.0/UDP 192.168.1.20:5060;branch=z9hG4bK1;received=203.0.113.7
      `;
    const diagnosed = (drawn: Ladder): Diagnosis => {
      const messages = drawn.messages.map((traced) =>
        traced.message.kind === 'response'
          ? { ...traced, destination: { address: '203.0.113.7', port: 5060 } }
          : traced,
      );
      return diagnoseTrace({ ...drawn, messages }, [ruleForRegistrations]);
    };
    const { findings, notes } = diagnosed(ladder(text));
    expect(findings[0]).toMatchObject({ severity: 'risk', values: { how: 'unheard', sent: 5060, port: 23201 } });
    expect(notes).toEqual([]);
    // It answers the challenge: it has got it.
    const answered = `${text}
      0.500 alice -> pbx REGISTER sip:atlanta.example.com
        !Via: SIP/2.0/UDP 192.168.1.20:5060;branch=z9hG4bK2
      `;
    expect(diagnosed(ladder(answered)).findings).toEqual([]);
  });

  test('near miss: no NAT, and a private network of its own', () => {
    expect(firesOn(rule, '0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp\n0.010 pbx -> alice 486')).toEqual(
      [],
    );
    expect(
      firesOn(
        rule,
        'alice = 192.168.1.20:5060\n0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp\n0.010 pbx -> alice 486',
      ),
    ).toEqual([]);
  });
});
