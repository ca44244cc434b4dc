import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/dtls-ice-fail.ts';
import type { Finding } from '../../../src/diagnosis/rule.ts';
import { ladder } from '../../ladder.helper.ts';
import { diagnoseTrace, firesOn, quotes } from '../rules.helper.ts';

const OFFER =
  '0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp=opus proto=UDP/TLS/RTP/SAVPF a=fingerprint:sha-256-AA:BB,setup:actpass,ice-ufrag:abcd,ice-pwd:efgh';

describe('dtls-ice-fail', () => {
  test('fires: the BYE says that ICE failed, the answer has private candidates only', () => {
    const [finding] = firesOn(
      rule,
      `
      ${OFFER}
      1.000 pbx -> alice 200
        !Content-Type: application/sdp
        | v=0
        | o=- 1 1 IN IP4 10.8.0.5
        | s=-
        | c=IN IP4 10.8.0.5
        | t=0 0
        | m=audio 30000 UDP/TLS/RTP/SAVPF 111
        | a=rtpmap:111 opus/48000/2
        | a=fingerprint:sha-256 AA:BB
        | a=setup:active
        | a=ice-ufrag:x
        | a=candidate:1 1 udp 2130706431 10.8.0.5 30000 typ host
      1.050 alice -> pbx ACK
      11.000 pbx -> alice BYE new
        +Reason: SIP;cause=500;text="ICE failed"`,
    );
    expect(finding).toMatchObject({
      rule: 'dtls-ice-fail',
      severity: 'failure',
      certainty: 'proven',
      atFault: 'depends',
      values: { part: 'ice', how: 'told' },
    });
    expect(finding?.reasons).toEqual([{ key: 'private-candidates', certainty: 'likely', atFault: 'callee' }]);
    expect(quotes(finding)).toContain('a=candidate:1 1 udp 2130706431 10.8.0.5 30000 typ host');
  });

  test('fires: a DTLS offer answered without a fingerprint', () => {
    const [finding] = firesOn(
      rule,
      `
      ${OFFER}
      1.000 pbx -> alice 200 sdp=opus
      1.050 alice -> pbx ACK`,
    );
    expect(finding).toMatchObject({ certainty: 'likely', reasons: [{ key: 'no-fingerprint', atFault: 'callee' }] });
  });

  describe('the capture holds checks of ICE', () => {
    const drawn = ladder(`
      ${OFFER}
      1.000 pbx -> alice 200
        !Content-Type: application/sdp
        | v=0
        | o=- 1 1 IN IP4 203.0.113.5
        | s=-
        | c=IN IP4 203.0.113.5
        | t=0 0
        | m=audio 30000 UDP/TLS/RTP/SAVPF 111
        | a=rtpmap:111 opus/48000/2
        | a=fingerprint:sha-256 AA:BB
        | a=setup:active
        | a=ice-ufrag:x
        | a=candidate:1 1 udp 2130706431 203.0.113.5 30000 typ host
      1.050 alice -> pbx ACK
      9.000 alice -> pbx BYE`);
    const first = drawn.messages[0]?.at ?? 0;
    const judged = (requests: number, responses: number): readonly Finding[] => {
      const checks = {
        source: { address: '192.0.2.10', port: 40_000 },
        destination: { address: '203.0.113.5', port: 30_000 },
        requests,
        responses,
        firstAt: first + 1_100,
        firstFrame: 7,
      };
      return diagnoseTrace({ ...drawn, summary: { ...drawn.summary, iceChecks: [checks] } }, [rule]).findings;
    };

    test('fires: none of them was answered', () => {
      const [finding] = judged(16, 0);
      expect(finding).toMatchObject({ certainty: 'likely', values: { how: 'checks', count: 16 } });
      expect(quotes(finding)[0]).toBe('STUN 192.0.2.10:40000 -> 203.0.113.5:30000 x16, answered: 0');
    });

    test('near miss: one was answered, or the call ended at once', () => {
      expect(judged(16, 1)).toEqual([]);
      expect(judged(2, 0)).toEqual([]);
    });
  });

  test('near miss: a WebRTC call of which no media was captured', () => {
    expect(
      firesOn(
        rule,
        `
      ${OFFER}
      1.000 pbx -> alice 200 sdp=opus proto=UDP/TLS/RTP/SAVPF a=fingerprint:sha-256-AA:BB,setup:active,ice-ufrag:x,ice-pwd:y
      1.050 alice -> pbx ACK
      9.000 alice -> pbx BYE
      9.010 pbx -> alice 200`,
      ),
    ).toEqual([]);
  });
});
