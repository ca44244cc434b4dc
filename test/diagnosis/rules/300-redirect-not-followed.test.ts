import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/300-redirect-not-followed.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('300-redirect-not-followed', () => {
  test('fires: 302, then only an OPTIONS half a minute later', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        0.010 pbx -> alice 302
          !Contact: <sip:carol@chicago.example.com>
        0.020 alice -> pbx ACK
        40.000 alice -> pbx OPTIONS call=o
        40.010 pbx -> alice 200 call=o
      `,
    );
    expect(finding).toMatchObject({
      rule: '300-redirect-not-followed',
      certainty: 'proven',
      atFault: 'caller',
      values: { target: { value: 'host', text: 'chicago.example.com' } },
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 302');
    expect(said).toContain('Contact: <sip:carol@chicago.example.com>');
  });

  test('fires: the trace ends with the ACK: only possible', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        0.010 pbx -> alice 302
          !Contact: <sip:carol@chicago.example.com>
        0.020 alice -> pbx ACK
        
      `,
    );
    expect(finding).toMatchObject({ rule: '300-redirect-not-followed', certainty: 'possible', atFault: 'caller' });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 302');
  });

  test('near miss: the caller calls the new address', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        0.010 pbx -> alice 302
          !Contact: <sip:carol@chicago.example.com>
        0.020 alice -> pbx ACK
        0.030 alice -> carol INVITE sip:carol@chicago.example.com sdp initial
        1.000 carol -> alice 200 sdp
        1.010 alice -> carol ACK
      `,
      ),
    ).toEqual([]);
  });
});
