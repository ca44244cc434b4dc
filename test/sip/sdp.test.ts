import { describe, expect, it } from 'vitest';
import { parseSdp } from '../../src/sip/sdp.ts';
import { wire } from './wire.ts';

const OFFER = wire(`
  v=0
  o=alice 2890844526 2890844527 IN IP4 atlanta.example.com
  s=a call
  c=IN IP4 192.0.2.1
  b=AS:84
  t=0 0
  m=audio 49170 RTP/AVP 8 18 101
  a=rtpmap:18 G729/8000
  a=fmtp:18 annexb=no
  a=rtpmap:101 telephone-event/8000
  a=fmtp:101 0-16
  a=ptime:20
  a=maxptime:150
  a=rtcp:53020 IN IP4 192.0.2.9
  a=sendonly
  m=video 51372/2 RTP/AVP 31 97
  c=IN IP4 198.51.100.7/127
  b=TIAS:64000
  a=rtpmap:97 VP8/90000
`);

describe('a session description', () => {
  it('has an origin, a name, an address and a bandwidth', () => {
    expect(parseSdp(OFFER)).toMatchObject({
      origin: {
        username: 'alice',
        sessionId: '2890844526',
        sessionVersion: '2890844527',
        address: 'atlanta.example.com',
      },
      name: 'a call',
      connection: { family: 'IP4', address: '192.0.2.1' },
      bandwidths: [{ type: 'AS', value: 84 }],
      problems: [],
    });
  });

  it('has media with codecs in their order, static ones named by RFC 3551', () => {
    expect(parseSdp(OFFER).media[0]?.codecs).toEqual([
      { payloadType: 8, name: 'PCMA', clockRate: 8000 },
      { payloadType: 18, name: 'G729', clockRate: 8000, fmtp: 'annexb=no' },
      { payloadType: 101, name: 'telephone-event', clockRate: 8000, fmtp: '0-16' },
    ]);
  });

  it('has packet times, a direction and an RTCP address', () => {
    expect(parseSdp(OFFER).media[0]).toMatchObject({
      kind: 'audio',
      port: 49170,
      protocol: 'RTP/AVP',
      ptime: 20,
      maxptime: 150,
      direction: 'sendonly',
      rtcp: { port: 53020, address: '192.0.2.9' },
      rtcpMux: false,
      line: 7,
    });
  });

  it('hands the address of the session down, unless the medium has its own', () => {
    expect(parseSdp(OFFER).media.map((media) => media.connection?.address)).toEqual(['192.0.2.1', '198.51.100.7']);
  });

  it('reads the second medium with its own bandwidth and direction', () => {
    expect(parseSdp(OFFER).media[1]).toMatchObject({
      kind: 'video',
      port: 51372,
      direction: 'sendrecv',
      bandwidths: [{ type: 'TIAS', value: 64000 }],
    });
  });

  it('hands the direction of the session down', () => {
    expect(parseSdp('v=0\na=inactive\nm=audio 4000 RTP/AVP 0\n').media[0]?.direction).toBe('inactive');
  });

  it('reads stereo and unknown payload types', () => {
    const { media, problems } = parseSdp(
      'v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\nm=audio 4000 RTP/AVP 111 96\na=rtpmap:111 opus/48000/2\n',
    );
    expect(media[0]?.codecs).toEqual([
      { payloadType: 111, name: 'opus', clockRate: 48000, channels: 2 },
      { payloadType: 96, name: '', clockRate: 0 },
    ]);
    expect(problems).toEqual([{ kind: 'sdp-rtpmap-missing', line: 6, clause: 'RFC 8866 6.6', detail: '96' }]);
  });
});

describe('secure and WebRTC media', () => {
  it('names the SRTP suite and never the key', () => {
    const sdp = parseSdp(
      'v=0\nm=audio 4000 RTP/SAVP 0\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:c2VjcmV0a2V5\na=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:c2Vjcm|2^20\n',
    );
    expect(sdp.media[0]?.crypto).toEqual([
      { tag: 1, suite: 'AES_CM_128_HMAC_SHA1_80', hasKey: true },
      { tag: 2, suite: 'AES_CM_128_HMAC_SHA1_32', hasKey: true },
    ]);
    expect(JSON.stringify(sdp)).not.toContain('c2Vj');
  });

  it('has DTLS, ICE, a bundle and multiplexed RTCP', () => {
    const sdp = parseSdp(
      wire(`
        v=0
        a=group:BUNDLE 0 1
        a=ice-lite
        a=fingerprint:SHA-256 AA:BB:CC
        m=audio 9 UDP/TLS/RTP/SAVPF 111
        a=mid:0
        a=setup:actpass
        a=ice-ufrag:F7gI
        a=ice-pwd:x9cml/YzichV2+XlhiMu8g
        a=candidate:1 1 UDP 2130706431 192.0.2.1 49170 typ host
        a=candidate:2 1 udp 1694498815 203.0.113.5 49171 typ srflx raddr 192.0.2.1 rport 49170
        a=rtcp-mux
        a=rtpmap:111 opus/48000/2
      `),
    );
    expect(sdp).toMatchObject({ bundles: [['0', '1']], iceLite: true });
    expect(sdp.media[0]).toMatchObject({
      mid: '0',
      setup: 'actpass',
      fingerprint: 'sha-256',
      rtcpMux: true,
      ice: { ufrag: 'F7gI', hasPassword: true },
    });
    expect(sdp.media[0]?.ice?.candidates).toEqual([
      { component: 1, transport: 'udp', priority: 2130706431, address: '192.0.2.1', port: 49170, type: 'host' },
      { component: 1, transport: 'udp', priority: 1694498815, address: '203.0.113.5', port: 49171, type: 'srflx' },
    ]);
    expect(JSON.stringify(sdp)).not.toMatch(/AA:BB|x9cml/);
  });
});

it('fax is read with its T.38 attributes', () => {
  const sdp = parseSdp(
    wire(`
      v=0
      m=image 4002 udptl t38
      a=T38FaxVersion:0
      a=T38MaxBitRate:14400
      a=T38FaxRateManagement:transferredTCF
      a=T38FaxMaxDatagram:400
      a=T38FaxUdpEC:t38UDPRedundancy
    `),
  );
  expect(sdp.media[0]).toMatchObject({
    kind: 'image',
    protocol: 'udptl',
    formats: ['t38'],
    codecs: [],
    t38: {
      version: 0,
      maxBitRate: 14400,
      rateManagement: 'transferredTCF',
      errorCorrection: 't38UDPRedundancy',
      maxDatagram: 400,
    },
  });
});

describe('a damaged description', () => {
  it.each([
    ['m =video 3227 RTP/AVP 31', 'sdp-line-spaces'],
    ['this is no line of SDP', 'sdp-line-invalid'],
    ['m=audio RTP/AVP', 'sdp-media-invalid'],
    ['m=audio 99999 RTP/AVP 0', 'sdp-media-invalid'],
  ])('%s', (line, kind) => {
    const sdp = parseSdp(`v=0\no=- 1 1 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\n${line}\n`);
    expect(sdp.problems).toMatchObject([{ kind, line: 6 }]);
  });

  it('says which lines are missing', () => {
    expect(parseSdp('v=0\nm=audio 4000 RTP/AVP 0\n').problems.map((problem) => [problem.kind, problem.detail])).toEqual(
      [
        ['sdp-line-missing', 'o='],
        ['sdp-line-missing', 's='],
        ['sdp-line-missing', 't='],
        ['sdp-connection-missing', undefined],
      ],
    );
  });

  it('may have an origin whose user name holds blanks', () => {
    expect(parseSdp('v=0\no=Alice Smith 1 2 IN IP4 192.0.2.1\n').origin).toEqual({
      username: 'Alice Smith',
      sessionId: '1',
      sessionVersion: '2',
      address: '192.0.2.1',
    });
  });
});
