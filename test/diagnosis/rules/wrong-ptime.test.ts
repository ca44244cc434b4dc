import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/wrong-ptime.ts';
import { firesOn, quotes } from '../rules.helper.ts';

const call = (offered: string, answered: string): string => `
  0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp=pcmu ${offered}
  1.000 bob -> alice 200 sdp=pcmu ${answered}
  1.050 alice -> bob ACK
  `;

describe('wrong-ptime', () => {
  test('fires: 20 ms asked for, 60 ms sent', () => {
    const [finding] = firesOn(
      rule,
      `${call('ptime=20', 'ptime=60')}
      1.100 alice ~> bob rtp seconds=6 packets=301
      1.100 bob ~> alice rtp seconds=6 packets=101`,
    );
    expect(finding).toMatchObject({
      rule: 'wrong-ptime',
      severity: 'risk',
      certainty: 'likely',
      atFault: 'callee',
      values: { sent: 60, wished: 20 },
    });
    expect(quotes(finding).slice(0, 2)).toEqual(['a=ptime:20', 'a=ptime:60']);
  });

  test('fires: without RTP the two wishes alone are a possible cause', () => {
    expect(firesOn(rule, call('ptime=20', 'ptime=60'))[0]).toMatchObject({
      certainty: 'possible',
      atFault: 'depends',
      values: { offered: 20, answered: 60 },
    });
  });

  test('near miss: both send what the other asked for', () => {
    expect(
      firesOn(
        rule,
        `${call('ptime=20', 'ptime=60')}
      1.100 alice ~> bob rtp seconds=6 packets=101
      1.100 bob ~> alice rtp seconds=6 packets=301`,
      ),
    ).toEqual([]);
  });

  test('near miss: one wish, and the same wish', () => {
    expect(firesOn(rule, call('ptime=20', ''))).toEqual([]);
    expect(firesOn(rule, call('ptime=30', 'ptime=30'))).toEqual([]);
  });
});
