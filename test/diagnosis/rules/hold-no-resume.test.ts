import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/hold-no-resume.ts';
import { firesOn, quotes } from '../rules.helper.ts';

const HELD = `
  0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp=pcmu
  1.000 bob -> alice 200 sdp=pcmu
  1.050 alice -> bob ACK
  5.000 alice -> bob INVITE sdp=pcmu dir=sendonly version=2
  5.010 bob -> alice 200 sdp=pcmu dir=recvonly version=2
  5.020 alice -> bob ACK
  `;

describe('hold-no-resume', () => {
  test('fires: the resume has the version of the hold, and is answered with the hold', () => {
    const [finding] = firesOn(
      rule,
      `${HELD}
      9.000 alice -> bob INVITE sdp=pcmu version=2
      9.010 bob -> alice 200 sdp=pcmu dir=recvonly version=2
      9.020 alice -> bob ACK`,
    );
    expect(finding).toMatchObject({
      rule: 'hold-no-resume',
      severity: 'failure',
      certainty: 'proven',
      atFault: 'caller',
      values: { how: 'held' },
    });
    expect(finding?.reasons).toEqual([{ key: 'version-not-raised', certainty: 'likely', atFault: 'caller' }]);
    expect(quotes(finding).slice(0, 2)).toEqual(['a=recvonly', expect.stringMatching(/^o=- 1 2 IN IP4 /)]);
  });

  test('fires: the resume is refused', () => {
    const [finding] = firesOn(
      rule,
      `${HELD}
      9.000 alice -> bob INVITE sdp=pcmu version=3
      9.010 bob -> alice 488
      9.020 alice -> bob ACK`,
    );
    expect(finding).toMatchObject({ certainty: 'proven', atFault: 'callee', values: { how: 'refused', code: 488 } });
  });

  const VOICES = `
      1.100 alice ~> bob rtp seconds=3.8
      1.100 bob ~> alice rtp seconds=3.9
      9.000 alice -> bob INVITE sdp=pcmu version=2
      9.010 bob -> alice 200 sdp=pcmu version=3
      9.020 alice -> bob ACK
      9.100 alice ~> bob rtp seconds=8 ssrc=3
      19.000 alice -> bob BYE
      19.010 bob -> alice 200`;

  test('fires: all directions are open again, and one voice stays away', () => {
    const [finding] = firesOn(rule, `${HELD}${VOICES}`);
    expect(finding).toMatchObject({ certainty: 'likely', atFault: 'caller', values: { how: 'silent' } });
    expect(finding?.reasons[0]?.key).toBe('version-not-raised');
    expect(quotes(finding)[0]).toMatch(/^RTP /);
  });

  test('near miss: both voices come back', () => {
    expect(firesOn(rule, `${HELD}${VOICES}\n      9.300 bob ~> alice rtp seconds=8 ssrc=4`)).toEqual([]);
  });

  test('near miss: the resume worked, though the version stayed', () => {
    expect(
      firesOn(
        rule,
        `${HELD}
      9.000 alice -> bob INVITE sdp=pcmu version=2
      9.010 bob -> alice 200 sdp=pcmu version=3
      9.020 alice -> bob ACK`,
      ),
    ).toEqual([]);
  });

  test('near miss: the callee holds too', () => {
    expect(
      firesOn(
        rule,
        `${HELD}
      6.000 bob -> alice INVITE sdp=pcmu dir=inactive version=3
      6.010 alice -> bob 200 sdp=pcmu dir=inactive version=3
      6.020 bob -> alice ACK
      9.000 alice -> bob INVITE sdp=pcmu version=4
      9.010 bob -> alice 200 sdp=pcmu dir=sendonly version=4
      9.020 alice -> bob ACK`,
      ),
    ).toEqual([]);
  });

  test('near miss: held until the end, and a crossing that went well at the second try', () => {
    expect(firesOn(rule, HELD)).toEqual([]);
    expect(
      firesOn(
        rule,
        `${HELD}
      9.000 alice -> bob INVITE sdp=pcmu version=3
      9.010 bob -> alice 488
      9.020 alice -> bob ACK
      9.500 alice -> bob INVITE sdp=pcmu version=4
      9.510 bob -> alice 200 sdp=pcmu version=4
      9.520 alice -> bob ACK`,
      ),
    ).toEqual([]);
  });
});
