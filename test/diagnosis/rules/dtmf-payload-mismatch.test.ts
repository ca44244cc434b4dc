import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/dtmf-payload-mismatch.ts';
import { firesOn, quotes } from '../rules.helper.ts';

const call = (offered: string, answered: string): string => `
  0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp=${offered}
  1.000 bob -> alice 200 sdp=${answered}
  1.050 alice -> bob ACK
  `;

describe('dtmf-payload-mismatch', () => {
  test('fires: opus with events at 8000 Hz only', () => {
    const [finding] = firesOn(rule, call('opus,dtmf', 'opus,dtmf'));
    expect(finding).toMatchObject({
      rule: 'dtmf-payload-mismatch',
      severity: 'risk',
      certainty: 'likely',
      atFault: 'depends',
      values: { how: 'clock', clock: { text: '48000' }, event: { text: '8000' } },
    });
    expect(quotes(finding).slice(0, 2)).toEqual(['a=rtpmap:101 telephone-event/8000', 'a=rtpmap:111 opus/48000/2']);
  });

  test('fires: events sent under the number of the own SDP', () => {
    const [finding] = firesOn(
      rule,
      `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp=pcmu,dtmf
      1.000 bob -> alice 200
        !Content-Type: application/sdp
        | v=0
        | o=- 1 1 IN IP4 198.51.100.20
        | s=-
        | c=IN IP4 198.51.100.20
        | t=0 0
        | m=audio 30000 RTP/AVP 0 96
        | a=rtpmap:96 telephone-event/8000
      1.050 alice -> bob ACK
      1.100 alice ~> bob rtp pt=0+101 to=198.51.100.20:30000`,
    );
    expect(finding).toMatchObject({
      severity: 'failure',
      certainty: 'likely',
      values: { how: 'number', sent: 101, wanted: 96 },
    });
  });

  test('fires: a number among the sound that no SDP names', () => {
    const media = (sent: string): string => `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp=pcmu,dtmf
      1.000 bob -> alice 200 sdp=pcmu,dtmf
      1.050 alice -> bob ACK
      1.100 alice ~> bob rtp pt=${sent}`;
    const [finding] = firesOn(rule, media('0+96'));
    expect(finding).toMatchObject({
      certainty: 'proven',
      values: { how: 'unnamed', sent: 96, wanted: 101 },
      reasons: [{ key: 'unnamed-number', certainty: 'likely' }],
    });
    // The events that were agreed, or comfort noise, which needs no line of its own.
    expect(firesOn(rule, media('0+101+96'))).toEqual([]);
    expect(firesOn(rule, media('0+13'))).toEqual([]);
  });

  test('near miss: events on both clocks, and G.711', () => {
    expect(firesOn(rule, call('opus,dtmf,dtmf48', 'opus,dtmf48,dtmf'))).toEqual([]);
    expect(firesOn(rule, call('pcmu,dtmf', 'pcmu,dtmf'))).toEqual([]);
    expect(firesOn(rule, call('g722,dtmf', 'g722,dtmf'))).toEqual([]);
  });
});
