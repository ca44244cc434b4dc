import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/drop-32s.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('drop-32s', () => {
  test('fires: the callee hangs up 32 s after its 200, and its BYE tells of a timer', () => {
    const [found] = firesOn(
      rule,
      `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
      1.000 bob -> alice 200 sdp
      1.100 alice -> bob ACK
      33.010 bob -> alice BYE
        +Reason: SIP;cause=408;text="ACK Timeout"
      `,
    );
    expect(found).toMatchObject({
      rule: 'drop-32s',
      certainty: 'proven',
      atFault: 'depends',
      values: { seconds: 32, acked: 'yes' },
    });
    expect(quotes(found)).toContain('Reason: SIP;cause=408;text="ACK Timeout"');
  });

  test('fires: no ACK was read, which is only a hint', () => {
    const [found] = firesOn(
      rule,
      `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
      1.000 bob -> alice 200 sdp
      33.000 bob -> alice BYE
      `,
    );
    expect(found).toMatchObject({ certainty: 'possible', values: { acked: 'no' } });
  });

  test('near miss: a talk of 32 s with its ACK, ended by the callee', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
        1.000 bob -> alice 200 sdp
        1.100 alice -> bob ACK
        33.000 bob -> alice BYE
        `,
      ),
    ).toEqual([]);
  });

  test('near miss: the caller hangs up after 32 s', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
        1.000 bob -> alice 200 sdp
        33.000 alice -> bob BYE
        `,
      ),
    ).toEqual([]);
  });
});
