import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/one-way-audio.ts';
import { firesOn, quotes } from '../rules.helper.ts';

const CALL = `
  0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp=pcmu
  1.000 bob -> alice 200 sdp=pcmu
  1.050 alice -> bob ACK
  9.000 alice -> bob BYE
  9.010 bob -> alice 200
  `;

describe('one-way-audio', () => {
  test('fires: RTP comes to a port that no SDP names', () => {
    const [finding] = firesOn(
      rule,
      `${CALL}
      1.100 alice ~> bob rtp seconds=7 packets=350
      1.100 bob ~> alice rtp seconds=7 packets=350 ssrc=2 to=192.0.2.10:40010`,
    );
    expect(finding).toMatchObject({
      certainty: 'likely',
      atFault: 'callee',
      values: { way: 'port', who: 'caller', sent: 40010, port: 40000 },
      reasons: [{ key: 'wrong-port', certainty: 'likely', atFault: 'callee' }],
    });
  });

  test('near miss: RTP goes back to the port that RTP comes from, whatever the SDP says', () => {
    const findings = firesOn(
      rule,
      `${CALL}
      1.100 alice ~> bob rtp seconds=7 packets=350 from=192.0.2.10:40010
      1.100 bob ~> alice rtp seconds=7 packets=350 ssrc=2 to=192.0.2.10:40010`,
    );
    expect(findings).toEqual([]);
  });

  test('fires: the caller sends and nothing comes back to where SIP came back to', () => {
    const [finding] = firesOn(
      rule,
      `${CALL}
      1.100 alice ~> bob rtp seconds=7 packets=350`,
    );
    expect(finding).toMatchObject({
      rule: 'one-way-audio',
      severity: 'failure',
      certainty: 'likely',
      atFault: 'depends',
      values: { who: 'caller', silent: 'callee', packets: 350 },
      reasons: [{ key: 'blocked', certainty: 'possible', atFault: 'network' }],
    });
    expect(quotes(finding)[0]).toMatch(/^RTP .* x350$/);
  });

  test('near miss: both directions flow, one to the port that the NAT made', () => {
    expect(
      firesOn(
        rule,
        `${CALL}
      1.100 alice ~> bob rtp seconds=7 from=192.0.2.99:1234
      1.100 bob ~> alice rtp seconds=7 to=192.0.2.99:1234`,
      ),
    ).toEqual([]);
  });

  test('near miss: no RTP in the capture, and too little of it', () => {
    expect(firesOn(rule, CALL)).toEqual([]);
    expect(
      firesOn(
        rule,
        `${CALL}
      1.100 alice ~> bob rtp seconds=1`,
      ),
    ).toEqual([]);
  });

  test('near miss: only packets from one host were recorded', () => {
    expect(
      firesOn(
        rule,
        `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp=pcmu
      1.000 bob -> alice 200 sdp=pcmu hidden
      1.050 alice -> bob ACK
      1.100 alice ~> bob rtp seconds=7
      9.000 alice -> bob BYE`,
      ),
    ).toEqual([]);
  });

  test('near miss: the callee said that it only listens', () => {
    expect(
      firesOn(
        rule,
        `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp=pcmu
      1.000 bob -> alice 200 sdp=pcmu dir=recvonly
      1.050 alice -> bob ACK
      1.100 alice ~> bob rtp seconds=7
      9.000 alice -> bob BYE
      9.010 bob -> alice 200`,
      ),
    ).toEqual([]);
  });
});
