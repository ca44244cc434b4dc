import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/488-private-ip.ts';
import { firesOn, quotes } from '../rules.helper.ts';

const PUBLIC = 'alice = 203.0.113.7:5060\nbob = 198.51.100.20:5060\n';

describe('488-private-ip', () => {
  test('fires: the trunk refuses the private address by name', () => {
    const [finding] = firesOn(
      rule,
      `${PUBLIC}
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp=pcmu media=192.168.1.20:40000
      0.010 bob -> alice 488 Private IP Address`,
    );
    expect(finding).toMatchObject({
      rule: '488-private-ip',
      severity: 'failure',
      certainty: 'proven',
      atFault: 'caller',
      values: { how: 'refused', address: { text: '192.168.1.20' } },
    });
    expect(quotes(finding)).toContain('c=IN IP4 192.168.1.20');
  });

  test('fires: RTP is seen going to the private address', () => {
    const [finding] = firesOn(
      rule,
      `${PUBLIC}
      0.000 alice -> bob INVITE sip:bob@biloxi.example.com sdp=pcmu media=192.168.1.20:40000
      1.000 bob -> alice 200 sdp=pcmu
      1.050 alice -> bob ACK
      1.100 bob ~> alice rtp to=192.168.1.20:40000 seconds=6
      1.100 alice ~> bob rtp seconds=6 from=203.0.113.7:41000`,
    );
    expect(finding).toMatchObject({
      severity: 'failure',
      certainty: 'proven',
      atFault: 'caller',
      values: { how: 'lost' },
    });
    expect(quotes(finding)[1]).toMatch(/^RTP 198\.51\.100\.20:40000 -> 192\.168\.1\.20:40000 /);
  });

  test('fires: as a risk where a proxy handed the address on', () => {
    const [finding] = firesOn(
      rule,
      `${PUBLIC}
      proxy = 203.0.113.5:5060
      0.000 alice -> proxy INVITE sip:bob@biloxi.example.com sdp=pcmu media=192.168.1.20:40000
      0.010 proxy -> bob INVITE
      1.000 bob -> proxy 200 sdp=pcmu
      1.010 proxy -> alice 200
      1.050 alice -> bob ACK`,
    );
    expect(finding).toMatchObject({ severity: 'risk', certainty: 'likely', values: { how: 'handed-on' } });
  });

  test('near miss: a phone behind NAT at its own server, and RTP that found the public address', () => {
    expect(
      firesOn(
        rule,
        `${PUBLIC}
      0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp=pcmu media=192.168.1.20:40000
      1.000 pbx -> alice 200 sdp=pcmu
      1.050 alice -> pbx ACK`,
      ),
    ).toEqual([]);
    expect(
      firesOn(
        rule,
        `${PUBLIC}
      0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp=pcmu media=192.168.1.20:40000
      1.000 pbx -> alice 200 sdp=pcmu
      1.050 alice -> pbx ACK
      1.100 pbx ~> alice rtp to=192.168.1.20:40000 seconds=1
      1.300 pbx ~> alice rtp to=203.0.113.7:41000 seconds=6 ssrc=1`,
      ),
    ).toEqual([]);
  });
});
