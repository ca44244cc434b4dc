import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/488-no-codec.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('488-no-codec', () => {
  test('fires: the PBX warns of an incompatible media format', () => {
    const [finding] = firesOn(
      rule,
      `
      0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp=g729
      0.010 pbx -> alice 488
        +Warning: 305 biloxi.example.com "Incompatible media format"
      0.020 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: '488-no-codec',
      severity: 'failure',
      certainty: 'proven',
      atFault: 'depends',
      values: { code: 488, told: 'yes', codecs: { text: 'G729' } },
    });
    expect(finding?.reasons).toEqual([{ key: 'no-common-codec', certainty: 'proven', atFault: 'depends' }]);
    expect(quotes(finding)).toContain('Warning: 305 biloxi.example.com "Incompatible media format"');
    expect(quotes(finding)).toContain('m=audio 40000 RTP/AVP 18');
  });

  test('fires: a bare 488 to G.711 proves the refusal, not the codec', () => {
    const [finding] = firesOn(
      rule,
      `
      0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp=pcmu,pcma
      0.010 pbx -> alice 488
      `,
    );
    expect(finding?.reasons).toEqual([{ key: 'usual-codecs-offered', certainty: 'possible', atFault: 'depends' }]);
  });

  test('fires: 480 Codec Mismatch is the same under another code', () => {
    const [finding] = firesOn(
      rule,
      '0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp=gsm\n0.010 pbx -> alice 480 Codec Mismatch',
    );
    expect(finding).toMatchObject({ certainty: 'proven', values: { code: 480 } });
  });

  test('fires: the offer closed its own audio', () => {
    const [finding] = firesOn(
      rule,
      '0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp=pcmu media=192.0.2.9:0\n0.010 pbx -> alice 488',
    );
    expect(finding?.reasons[0]).toMatchObject({ key: 'stream-switched-off', atFault: 'caller' });
  });

  test('near miss: T.38, SRTP alone and a missing offer have rules of their own', () => {
    const refused = (options: string): unknown[] => [
      ...firesOn(rule, `0.000 alice -> pbx INVITE sip:bob@biloxi.example.com ${options}\n0.010 pbx -> alice 488`),
    ];
    expect(refused('t38')).toEqual([]);
    expect(refused('sdp crypto')).toEqual([]);
    expect(refused('')).toEqual([]);
  });
});
