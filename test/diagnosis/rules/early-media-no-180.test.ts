import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/early-media-no-180.ts';
import { diagnose, firesOn, quotes } from '../rules.helper.ts';

const CALL = `
  0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp=pcmu
  0.500 pbx -> alice 183 sdp=pcmu
  8.000 pbx -> alice 200 sdp=pcmu
  8.050 alice -> pbx ACK
  20.000 alice -> pbx BYE
  20.010 pbx -> alice 200
  `;

describe('early-media-no-180', () => {
  test('fires: as a note, the trace stays clear', () => {
    const diagnosis = diagnose(CALL, [rule]);
    expect(diagnosis.verdict).toBe('clear');
    expect(diagnosis.notes[0]).toMatchObject({
      rule: 'early-media-no-180',
      severity: 'note',
      certainty: 'proven',
      atFault: 'nobody',
    });
    expect(quotes(diagnosis.notes[0])[0]).toBe('SIP/2.0 183 Session Progress');
  });

  test('fires: as a risk where RTP to the caller began only with the answer', () => {
    const [finding] = firesOn(
      rule,
      `${CALL}
      8.010 pbx ~> alice rtp seconds=10
      8.060 alice ~> pbx rtp seconds=10`,
    );
    expect(finding).toMatchObject({
      severity: 'risk',
      certainty: 'likely',
      values: { silent: 'yes', seconds: 7.5 },
      reasons: [{ key: 'no-early-rtp' }],
    });
  });

  test('fires: as a risk where the caller gave up and RTP of another call alone was recorded', () => {
    const text = `
      0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp=pcmu
      1.000 pbx -> alice 183 sdp=pcmu
      23.000 alice -> pbx CANCEL
      23.010 pbx -> alice 200 for=CANCEL
      23.020 pbx -> alice 487`;
    const other = `
      30.000 alice -> pbx INVITE sip:carol@biloxi.example.com sdp=pcmu call=b media=192.0.2.10:40002
      31.000 pbx -> alice 200 sdp=pcmu call=b
      31.100 pbx ~> alice rtp seconds=3 to=192.0.2.10:40002`;
    const [finding] = firesOn(rule, `${text}${other}`);
    expect(finding).toMatchObject({ severity: 'risk', certainty: 'likely', values: { silent: 'yes', seconds: 22 } });
    expect(firesOn(rule, text)[0]).toMatchObject({ severity: 'note' });
  });

  test('near miss: a 180 besides, and a 183 without SDP', () => {
    expect(firesOn(rule, CALL.replace('8.000', '1.000 pbx -> alice 180\n8.000'))).toEqual([]);
    expect(firesOn(rule, CALL.replace('183 sdp=pcmu', '183'))).toEqual([]);
  });
});
