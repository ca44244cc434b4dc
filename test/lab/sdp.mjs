const CODECS = {
  PCMU: [0, 'PCMU/8000'],
  PCMA: [8, 'PCMA/8000'],
  G722: [9, 'G722/8000'],
  G729: [18, 'G729/8000', 'annexb=no'],
  opus: [111, 'opus/48000/2', 'useinbandfec=1'],
  events: [101, 'telephone-event/8000', '0-16'],
  'events-48000': [102, 'telephone-event/48000', '0-16'],
};

/** An audio description. `lines` are added below the media line, `address` is the c= of it, `proto` RTP/AVP, RTP/SAVP, UDP/TLS/RTP/SAVPF ... */
export function audio({
  codecs = ['PCMU', 'PCMA', 'events'],
  address = '[local_ip]',
  origin = address,
  port = 40000,
  proto = 'RTP/AVP',
  direction = 'sendrecv',
  ptime = 20,
  version = 1,
  lines = [],
} = {}) {
  const maps = codecs.flatMap((name) => {
    const [type, map, parameters] = CODECS[name];
    return [`a=rtpmap:${type} ${map}`, ...(parameters === undefined ? [] : [`a=fmtp:${type} ${parameters}`])];
  });
  return [
    'v=0',
    `o=- 20518 ${version} IN IP4 ${origin}`,
    's=-',
    `c=IN IP4 ${address}`,
    't=0 0',
    `m=audio ${port} ${proto} ${codecs.map((name) => CODECS[name][0]).join(' ')}`,
    ...maps,
    `a=ptime:${ptime}`,
    `a=${direction}`,
    ...lines,
  ];
}

/** A T.38 description: the audio is switched off, the fax goes over UDPTL. */
export function fax({ address = '[local_ip]', port = 40010, version = 2, accepted = true } = {}) {
  return [
    'v=0',
    `o=- 20518 ${version} IN IP4 ${address}`,
    's=-',
    `c=IN IP4 ${address}`,
    't=0 0',
    `m=image ${accepted ? port : 0} udptl t38`,
    'a=T38FaxVersion:0',
    'a=T38MaxBitRate:14400',
    'a=T38FaxRateManagement:transferredTCF',
    'a=T38FaxMaxBuffer:262',
    'a=T38FaxMaxDatagram:90',
    'a=T38FaxUdpEC:t38UDPRedundancy',
  ];
}

/** A browser's description with ICE and DTLS-SRTP. */
export function webrtc({ address = '[local_ip]', port = 40000, candidate = address, setup = 'actpass' } = {}) {
  return audio({
    codecs: ['opus', 'PCMU', 'events-48000', 'events'],
    address,
    port,
    proto: 'UDP/TLS/RTP/SAVPF',
    lines: [
      'a=rtcp-mux',
      'a=ice-ufrag:8hhY',
      'a=ice-pwd:asd88fgpdd777uzjYhagZg',
      `a=setup:${setup}`,
      'a=mid:0',
      'a=fingerprint:sha-256 6B:8B:F0:65:5F:78:E2:51:3B:AC:6F:F3:3F:46:1B:35:DC:B8:5F:64:1A:24:C2:43:F0:A1:58:D0:A1:2C:19:08',
      `a=candidate:1 1 UDP 2130706431 ${candidate} ${port} typ host`,
    ],
  });
}
