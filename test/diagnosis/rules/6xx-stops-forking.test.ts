import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/6xx-stops-forking.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('6xx-stops-forking', () => {
  test('fires: one branch declines, the other is cancelled', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
        0.001 proxy -> bob INVITE
        0.002 proxy -> carol INVITE
        0.100 bob -> proxy 180
        0.101 carol -> proxy 180
        0.102 proxy -> alice 180
        2.000 bob -> proxy 603
        2.001 proxy -> bob ACK
        2.002 proxy -> carol CANCEL
        2.003 carol -> proxy 200 for=CANCEL
        2.004 carol -> proxy 487 for=INVITE
        2.005 proxy -> carol ACK
        2.006 proxy -> alice 603
        2.010 alice -> proxy ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: '6xx-stops-forking',
      certainty: 'proven',
      atFault: 'callee',
      values: { count: 1, code: 603 },
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 603');
    expect(said).toContain('CANCEL');
  });

  test('near miss: one phone only, it declines', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
        0.001 proxy -> bob INVITE
        0.100 bob -> proxy 180
        2.000 bob -> proxy 603
        2.001 proxy -> bob ACK
        2.006 proxy -> alice 603
        2.010 alice -> proxy ACK
      `,
      ),
    ).toEqual([]);
  });
});
