/** What is planted: each value is found nowhere else. */
export const PARTIES = {
  caller: '79990001122',
  dialled: '88005557311',
  asserted: '+79990003344',
  diverted: '4477',
  contact: 'kanareika-contact',
  login: 'kanareika-login',
  display: 'Kanareika Petrovna',
  origin: 'kanareika-origin',
  sessionName: 'kanareika meeting',
  fromHost: 'kanareika-one.example.org',
  toHost: 'kanareika-two.example.org',
  viaHost: 'kanareika-via.example.org',
  realm: 'kanareika-realm.example.org',
  routeHost: 'kanareika-route.example.org',
  phone: '10.77.66.55',
  pbx: '203.0.113.77',
  media: '172.30.66.55',
  six: '2a02:6b8:77::55',
  callId: 'kanareika-call-id-4711',
  account: 'kanareika-account-99',
  inReason: '79990005566',
  inCause: '79990006677',
  inLog: '79990007788',
} as const;

export const SECRETS = {
  response: '6629fae49393a05397450978507c4ef1',
  nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c0',
  cnonce: '0a4f113bcafe4711',
  opaque: '5ccc069c403ebaf9f0171e9517f40e41',
  uriPassword: 'Kanareika-uri-pass',
  srtp: 'WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz',
  fingerprint: '4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B',
  icePassword: 'kanareikaIcePassword0123',
  bearer: 'kanareikaBearerToken0123456789',
  registerLine: 'Kanareika-register-pass',
  secretLine: 'Kanareika-secret-line',
  md5: '9c1185a5c5e9fc54612808977ee8f548',
  text: 'kanareika text of a message',
} as const;

const SDP = [
  'v=0',
  `o=${PARTIES.origin} 1 1 IN IP4 ${PARTIES.media}`,
  `s=${PARTIES.sessionName}`,
  `c=IN IP4 ${PARTIES.media}`,
  't=0 0',
  'm=audio 40000 RTP/SAVP 8 101',
  'a=rtpmap:8 PCMA/8000',
  'a=rtpmap:101 telephone-event/8000',
  `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${SECRETS.srtp}`,
  `a=fingerprint:sha-256 ${SECRETS.fingerprint}`,
  `a=ice-pwd:${SECRETS.icePassword}`,
  `a=candidate:1 1 udp 2130706431 ${PARTIES.six} 40000 typ host`,
  'a=sendrecv',
  '',
].join('\n');

const from = `From: "${PARTIES.display}" <sip:${PARTIES.caller}@${PARTIES.fromHost}>;tag=kanareika-tag`;
const to = (tag: string): string => `To: <sip:${PARTIES.dialled}@${PARTIES.toHost}>${tag}`;
const via = `Via: SIP/2.0/UDP ${PARTIES.viaHost}:5060;branch=z9hG4bKkanareika;received=${PARTIES.phone};rport=5060`;

const frame = (at: number, up: boolean): string => {
  const time = new Date(Date.UTC(2026, 0, 2, 10) + at * 1000)
    .toISOString()
    .slice(0, 23)
    .replaceAll('-', '/')
    .replace('T', ' ');
  const ends = [`${PARTIES.phone}:5060`, `${PARTIES.pbx}:5060`];
  return `${time}000 ${(up ? ends : ends.toReversed()).join(' -> ')}`;
};

const message = (at: number, up: boolean, startLine: string, fields: readonly string[], body = ''): string =>
  [
    frame(at, up),
    startLine,
    via,
    from,
    ...fields,
    `Content-Length: ${Buffer.byteLength(body.replaceAll('\n', '\r\n'))}`,
    '',
    body,
  ].join('\n');

const request = (at: number, method: string, cseq: number, extra: readonly string[], body = '', tag = ''): string =>
  message(
    at,
    true,
    `${method} sip:${PARTIES.dialled}:${SECRETS.uriPassword}@${PARTIES.toHost} SIP/2.0`,
    [to(tag), `Call-ID: ${PARTIES.callId}`, `CSeq: ${cseq} ${method}`, 'Max-Forwards: 70', ...extra],
    body,
  );

const response = (
  at: number,
  code: number,
  phrase: string,
  cseq: string,
  extra: readonly string[],
  body = '',
): string =>
  message(
    at,
    false,
    `SIP/2.0 ${code} ${phrase}`,
    [to(code === 100 ? '' : ';tag=kanareika-to-tag'), `Call-ID: ${PARTIES.callId}`, `CSeq: ${cseq}`, ...extra],
    body,
  );

const CREDENTIALS = `Authorization: Digest username="${PARTIES.login}", realm="${PARTIES.realm}", nonce="${SECRETS.nonce}", uri="sip:${PARTIES.dialled}@${PARTIES.toHost}", response="${SECRETS.response}", cnonce="${SECRETS.cnonce}", opaque="${SECRETS.opaque}", qop=auth, nc=00000001, algorithm=MD5`;
const CHALLENGE = `WWW-Authenticate: Digest realm="${PARTIES.realm}", nonce="${SECRETS.nonce}", opaque="${SECRETS.opaque}", qop="auth", algorithm=MD5`;
const FIELDS = [
  `Contact: <sip:${PARTIES.contact}@${PARTIES.phone}:5060>`,
  `P-Asserted-Identity: "${PARTIES.display}" <sip:${PARTIES.asserted}@${PARTIES.fromHost}>`,
  `Remote-Party-ID: <sip:${PARTIES.asserted}@${PARTIES.fromHost}>;party=calling;privacy=off`,
  `Diversion: <sip:${PARTIES.diverted}@${PARTIES.fromHost}>;reason=unconditional`,
  `Record-Route: <sip:${PARTIES.routeHost};lr>`,
  `X-Account: ${PARTIES.account}`,
  `X-Caller: ${PARTIES.asserted}`,
  `X-Token: Bearer ${SECRETS.bearer}`,
  'User-Agent: Asterisk PBX 20.5.0',
  'Content-Type: application/sdp',
];

const LOG = [
  `[2026-01-02 10:00:00.000] NOTICE[1] chan_sip.c: Registration from '"${PARTIES.display}" <sip:${PARTIES.inLog}@${PARTIES.fromHost}>' failed for '${PARTIES.phone}:5060' - Wrong password`,
  `register => ${PARTIES.login}:${SECRETS.registerLine}@${PARTIES.realm}`,
  `secret=${SECRETS.secretLine}`,
  `md5_cred=${SECRETS.md5}`,
].join('\n');

const FINALS: readonly (readonly [number, string])[] = [
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [407, 'Proxy Authentication Required'],
  [408, 'Request Timeout'],
  [415, 'Unsupported Media Type'],
  [420, 'Bad Extension'],
  [480, 'Temporarily Unavailable'],
  [481, 'Call/Transaction Does Not Exist'],
  [482, 'Loop Detected'],
  [483, 'Too Many Hops'],
  [484, 'Address Incomplete'],
  [486, 'Busy Here'],
  [487, 'Request Terminated'],
  [488, 'Not Acceptable Here'],
  [491, 'Request Pending'],
  [500, 'Server Internal Error'],
  [503, 'Service Unavailable'],
  [603, 'Decline'],
];

/** Traces with the same values planted in every field: one for each way a call goes wrong, an answered one, registrations, a MESSAGE. */
export function canaryTraces(): ReadonlyMap<string, string> {
  const traces = new Map<string, string>();
  const reasons = [
    `Reason: Q.850;cause=21;text="refused for ${PARTIES.inCause}"`,
    `Warning: 399 ${PARTIES.viaHost} "no route to ${PARTIES.inReason}"`,
    CHALLENGE,
  ];
  for (const [code, phrase] of FINALS)
    traces.set(
      String(code),
      [
        LOG,
        request(0, 'INVITE', 1, [...FIELDS, CREDENTIALS], SDP),
        response(0.1, code, `${phrase} ${PARTIES.inReason}`, '1 INVITE', reasons),
        request(0.2, 'ACK', 1, [], '', ';tag=kanareika-to-tag'),
      ].join('\n\n'),
    );
  const answered = [0, 0.5, 1.5, 3.5, 7.5, 11.5, 15.5, 19.5, 23.5, 27.5, 31.5].map((at) =>
    response(1 + at, 200, 'OK', '1 INVITE', FIELDS, SDP),
  );
  traces.set(
    'no-ack',
    [
      request(0, 'INVITE', 1, FIELDS, SDP),
      response(0.1, 100, 'Trying', '1 INVITE', []),
      ...answered,
      message(33, false, `BYE sip:${PARTIES.contact}@${PARTIES.phone} SIP/2.0`, [
        to(''),
        `Call-ID: ${PARTIES.callId}`,
        'CSeq: 2 BYE',
      ]),
    ].join('\n\n'),
  );
  traces.set(
    'no-answer',
    [0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5].map((at) => request(at, 'INVITE', 1, FIELDS, SDP)).join('\n\n'),
  );
  traces.set(
    'register',
    [1, 2, 3]
      .flatMap((cseq) => [
        request(cseq, 'REGISTER', cseq, [FIELDS[0] ?? '', CREDENTIALS]),
        response(cseq + 0.1, 401, 'Unauthorized', `${cseq} REGISTER`, [CHALLENGE]),
      ])
      .join('\n\n'),
  );
  traces.set(
    'message',
    [
      request(0, 'MESSAGE', 1, ['Content-Type: text/plain'], SECRETS.text),
      response(0.1, 404, 'Not Found', '1 MESSAGE', []),
    ].join('\n\n'),
  );
  traces.set('log', LOG);
  return traces;
}

/** The planted values that stand in a text, whatever their case; short ones as words of their own. */
export function plantedIn(text: string, planted: Readonly<Record<string, string>>): string[] {
  const lower = text.toLowerCase();
  return Object.entries(planted).flatMap(([name, value]) => {
    const bare = value.toLowerCase().replace(/^\+/, '');
    const found = bare.length < 6 ? new RegExp(`(?<![\\w.])${bare}(?![\\w.])`).test(lower) : lower.includes(bare);
    return found ? [name] : [];
  });
}
