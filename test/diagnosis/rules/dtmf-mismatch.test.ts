import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/dtmf-mismatch.ts';
import { firesOn, quotes } from '../rules.helper.ts';

const call = (offered: string, answered: string): string => `
  0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp=${offered}
  1.000 bob -> alice 200 sdp=${answered}
  1.050 alice -> bob ACK
  `;
const info = (code: number): string => `
  2.000 alice -> bob INFO
    !Content-Type: application/dtmf-relay
    | Signal=5
  2.010 bob -> alice ${code}
  `;

describe('dtmf-mismatch', () => {
  test('fires: INFO with digits is refused', () => {
    const [finding] = firesOn(rule, `${call('pcmu', 'pcmu')}${info(415)}`);
    expect(finding).toMatchObject({
      rule: 'dtmf-mismatch',
      severity: 'failure',
      certainty: 'proven',
      atFault: 'depends',
      values: { how: 'info', code: 415 },
      reasons: [{ key: 'info-refused', atFault: 'caller' }],
    });
    expect(quotes(finding)).toContain('Content-Type: application/dtmf-relay');
  });

  test('fires: events dropped by an answer with G.729', () => {
    const [finding] = firesOn(rule, call('g729,dtmf', 'g729'));
    expect(finding).toMatchObject({
      severity: 'risk',
      certainty: 'likely',
      atFault: 'callee',
      values: { how: 'lost', codec: { text: 'G729' } },
    });
    expect(quotes(finding)[0]).toBe('m=audio 40000 RTP/AVP 18');
  });

  test('fires: as a note only with G.711, whose tones come through', () => {
    expect(firesOn(rule, call('pcmu,dtmf', 'pcmu'))[0]).toMatchObject({ severity: 'note', atFault: 'nobody' });
  });

  test('near miss: events agreed, INFO accepted, INFO of a lost dialog', () => {
    expect(firesOn(rule, call('g729,dtmf', 'g729,dtmf'))).toEqual([]);
    expect(firesOn(rule, `${call('g729,dtmf', 'g729')}${info(200)}`)).toEqual([]);
    expect(firesOn(rule, `${call('pcmu', 'pcmu')}${info(481)}`)).toEqual([]);
  });
});
