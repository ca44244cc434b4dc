import { describe, expect, test } from 'vitest';
import { rule, ruleOfTraces } from '../../../src/diagnosis/rules/488-srtp-required.ts';
import { diagnose, firesOn, quotes } from '../rules.helper.ts';

describe('488-srtp-required', () => {
  test('fires: the refusal names encryption', () => {
    const [finding] = firesOn(
      rule,
      `
      0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp=pcmu
      0.010 pbx -> alice 488
        +Warning: 399 biloxi.example.com "SrtpEncryptionRequired"
      `,
    );
    expect(finding).toMatchObject({
      rule: '488-srtp-required',
      certainty: 'proven',
      atFault: 'depends',
      values: { offer: 'rtp', code: 488 },
    });
    expect(finding?.reasons).toEqual([{ key: 'srtp-demanded', certainty: 'proven', atFault: 'depends' }]);
    expect(quotes(finding)).toContain('Warning: 399 biloxi.example.com "SrtpEncryptionRequired"');
  });

  test('fires: nothing but SRTP was offered; why is likely only', () => {
    const [finding] = firesOn(
      rule,
      '0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp=pcmu crypto\n0.010 pbx -> alice 488',
    );
    expect(finding).toMatchObject({ certainty: 'likely', values: { offer: 'srtp' } });
    expect(finding?.reasons[0]?.key).toBe('sdes-refused');
    expect(quotes(finding)).toContain('m=audio 40000 RTP/SAVP 0');
  });

  test('fires: the log of chan_sip says why it answers 488', () => {
    const text = `
      0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp=pcmu
      0.001 log WARNING[12][C-1] chan_sip.c: Matched device setup to use SRTP, but request was not!
      0.010 pbx -> alice 488 Not acceptable here
      0.020 alice -> pbx ACK`;
    const { findings } = diagnose(text, undefined, { file: 'pbx.log' });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      rule: '488-srtp-required',
      certainty: 'proven',
      call: '1',
      explains: ['488-no-codec'],
      values: { offer: 'rtp', code: 488 },
    });
    expect(quotes(findings[0])[0]).toContain('setup to use SRTP');
    const other = text.replace('0.001 log', '9.000 log');
    expect(firesOn(ruleOfTraces, other, { file: 'pbx.log' })).toEqual([]);
  });

  test('near miss: a bare 488 to plain RTP says nothing of encryption', () => {
    expect(
      firesOn(rule, '0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp=pcmu\n0.010 pbx -> alice 488'),
    ).toEqual([]);
  });

  test('near miss: SRTP that was busy', () => {
    expect(
      firesOn(rule, '0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp crypto\n0.010 pbx -> alice 486'),
    ).toEqual([]);
  });
});
