import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/drop-session-timer.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('drop-session-timer', () => {
  test('fires: the refresh gets no answer', () => {
    const [found] = firesOn(
      rule,
      `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
      1.000 bob -> alice 200 sdp
        +Session-Expires: 90;refresher=uac
      1.100 alice -> bob ACK
      46.000 alice -> bob INVITE sdp again=0.5,1.5,3.5,7.5,15.5,31.5
      78.000 alice -> bob BYE
      `,
    );
    expect(found).toMatchObject({
      rule: 'drop-session-timer',
      certainty: 'proven',
      atFault: 'depends',
      values: { how: 'silent', interval: 90, after: 45 },
      reasons: [{ key: 'silent', certainty: 'possible' }],
    });
    expect(quotes(found)[0]).toBe('Session-Expires: 90;refresher=uac');
    expect(found?.evidence[1]).toMatchObject({ times: 7 });
  });

  test('fires: the refresh is refused with 481 and the call ends', () => {
    const [found] = firesOn(
      rule,
      `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
      1.000 bob -> alice 200 sdp
        +Session-Expires: 1800;refresher=uac
      1.100 alice -> bob ACK
      901.000 alice -> bob UPDATE
      901.010 bob -> alice 481
      901.050 alice -> bob BYE
      `,
    );
    expect(found).toMatchObject({
      certainty: 'proven',
      atFault: 'callee',
      values: { how: 'refused', code: 481 },
      reasons: [{ key: 'dialog-unknown' }],
    });
  });

  test('fires: nobody refreshed, and the other side hung up 32 s before the end', () => {
    const [found] = firesOn(
      rule,
      `
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
      1.000 bob -> alice 200 sdp
        +Session-Expires: 1800;refresher=uac
      1.100 alice -> bob ACK
      1769.100 bob -> alice BYE
      `,
    );
    expect(found).toMatchObject({
      certainty: 'likely',
      atFault: 'caller',
      values: { how: 'absent', after: 1768 },
      reasons: [{ key: 'no-refresh', atFault: 'caller' }],
    });
  });

  test('near miss: the refresh was answered, the call ends later', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
        1.000 bob -> alice 200 sdp
          +Session-Expires: 1800;refresher=uac
        1.100 alice -> bob ACK
        901.000 alice -> bob UPDATE
        901.010 bob -> alice 200
          +Session-Expires: 1800;refresher=uac
        1769.000 bob -> alice BYE
        `,
      ),
    ).toEqual([]);
  });

  test('near miss: a hold that is refused early in the call', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp
        1.000 bob -> alice 200 sdp
          +Session-Expires: 1800;refresher=uac
        1.100 alice -> bob ACK
        20.000 alice -> bob INVITE sdp dir=sendonly
        20.010 bob -> alice 488
        20.020 alice -> bob ACK
        60.000 alice -> bob BYE
        `,
      ),
    ).toEqual([]);
  });
});
