import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/rtp-none-both.ts';
import { firesOn, quotes } from '../rules.helper.ts';

const ANSWERED = `
  0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp=pcmu
  1.000 pbx -> alice 200 sdp=pcmu
  1.050 alice -> pbx ACK
  `;

describe('rtp-none-both', () => {
  test('fires: the BYE says that no RTP came', () => {
    const [finding] = firesOn(
      rule,
      `${ANSWERED}
      31.000 pbx -> alice BYE new
        +Reason: SIP;cause=200;text="RTP Timeout"
      31.010 alice -> pbx 200`,
    );
    expect(finding).toMatchObject({
      rule: 'rtp-none-both',
      certainty: 'proven',
      atFault: 'depends',
      values: { how: 'told', seconds: 30 },
    });
    expect(quotes(finding)[0]).toBe('Reason: SIP;cause=200;text="RTP Timeout"');
  });

  test('fires: the answer closes the audio stream', () => {
    const [finding] = firesOn(
      rule,
      `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp=pcmu
      1.000 bob -> alice 200 sdp=pcmu media=198.51.100.20:0
      1.050 alice -> bob ACK`,
    );
    expect(finding).toMatchObject({ certainty: 'proven', atFault: 'callee', values: { how: 'closed' } });
    expect(quotes(finding)[0]).toBe('m=audio 0 RTP/AVP 0');
  });

  const BESIDE = `
      0.500 carol -> pbx INVITE sip:dave@biloxi.example.com sdp=pcmu call=b
      1.100 pbx -> carol 200 sdp=pcmu media=198.51.100.20:50000 call=b
      1.150 carol -> pbx ACK call=b
      1.200 carol ~> pbx rtp seconds=10 to=198.51.100.20:50000
      31.000 alice -> pbx BYE
      31.010 pbx -> alice 200`;
  const AT_PBX = ANSWERED.replace('200 sdp=pcmu', '200 sdp=pcmu media=198.51.100.20:50002');

  test('fires: RTP of another call at the same address was recorded, none of this one', () => {
    const [finding] = firesOn(rule, `${AT_PBX}${BESIDE}`);
    expect(finding).toMatchObject({ certainty: 'likely', call: '1', values: { how: 'unseen', seconds: 30 } });
    expect(quotes(finding)[2]).toMatch(/^RTP .*198\.51\.100\.20:50000/);
  });

  test('near miss: that RTP is at another address', () => {
    expect(firesOn(rule, `${ANSWERED}${BESIDE}`)).toEqual([]);
  });

  test('near miss: a capture without RTP proves nothing', () => {
    expect(
      firesOn(
        rule,
        `${ANSWERED}
      9.000 alice -> pbx BYE
      9.010 pbx -> alice 200`,
      ),
    ).toEqual([]);
  });

  test('near miss: the answer stood in the 183', () => {
    expect(
      firesOn(
        rule,
        `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp=pcmu
      0.500 bob -> alice 183 sdp=pcmu
      1.000 bob -> alice 200
      1.050 alice -> bob ACK`,
      ),
    ).toEqual([]);
  });
});
