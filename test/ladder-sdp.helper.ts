import type { Options } from './ladder-lines.helper.ts';

const CODECS: Readonly<Record<string, readonly [payloadType: number, rtpmap: string]>> = {
  pcmu: [0, 'PCMU/8000'],
  pcma: [8, 'PCMA/8000'],
  g722: [9, 'G722/8000'],
  g729: [18, 'G729/8000'],
  gsm: [3, 'GSM/8000'],
  opus: [111, 'opus/48000/2'],
  dtmf: [101, 'telephone-event/8000'],
  dtmf48: [110, 'telephone-event/48000'],
};

/** Who offers, and where its media shall go. */
export interface MediaEnd {
  readonly address: string;
  readonly port: number;
}

/** The body that `sdp`, `codecs=`, `media=`, `dir=`, `ptime=`, `proto=`, `crypto`, `t38` and `a=` of a line ask for; undefined for none. */
export function sdpBody(options: Options, own: MediaEnd): string | undefined {
  if (!options.has('sdp') && !options.has('t38')) return undefined;
  const [address = own.address, port = String(own.port)] = splitMedia(options.get('media'), own);
  const family = address.includes(':') ? 'IP6' : 'IP4';
  const head = [
    'v=0',
    `o=- 1 ${options.get('version') ?? '1'} IN ${family} ${address}`,
    's=-',
    `c=IN ${family} ${address}`,
    't=0 0',
  ];
  const lines = options.has('t38') ? faxLines(port) : audioLines(options, port);
  return [...head, ...lines, ''].join('\r\n');
}

function splitMedia(media: string | undefined, own: MediaEnd): string[] {
  if (media === undefined) return [];
  const colon = media.startsWith('[') || media.split(':').length === 2 ? media.lastIndexOf(':') : -1;
  if (colon < 0) return [media, String(own.port)];
  return [media.slice(0, colon).replace(/^\[|\]$/g, ''), media.slice(colon + 1)];
}

function faxLines(port: string): string[] {
  return [
    `m=image ${port} udptl t38`,
    'a=T38FaxVersion:0',
    'a=T38MaxBitRate:14400',
    'a=T38FaxRateManagement:transferredTCF',
  ];
}

function audioLines(options: Options, port: string): string[] {
  const names = (options.get('sdp') || options.get('codecs') || 'pcmu,pcma,dtmf').split(',');
  const codecs = names.map((name) => {
    const codec = CODECS[name.toLowerCase()];
    if (codec === undefined)
      throw new Error(`Unexpected codec ${name}, expected one of ${Object.keys(CODECS).join(', ')}`);
    return codec;
  });
  const protocol = options.get('proto') ?? (options.has('crypto') ? 'RTP/SAVP' : 'RTP/AVP');
  const direction = options.get('dir');
  const ptime = options.get('ptime');
  const own = (options.get('a') ?? '').split(',').filter((attribute) => attribute !== '');
  return [
    `m=audio ${port} ${protocol} ${codecs.map(([payloadType]) => payloadType).join(' ')}`,
    ...codecs.map(([payloadType, rtpmap]) => `a=rtpmap:${payloadType} ${rtpmap}`),
    ...(options.has('crypto')
      ? ['a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj']
      : []),
    ...(ptime === undefined ? [] : [`a=ptime:${ptime}`]),
    ...(direction === undefined ? [] : [`a=${direction}`]),
    ...own.map((attribute) => `a=${attribute}`),
  ];
}
