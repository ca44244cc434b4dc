import type { Codec, Media, SessionDescription } from './sdp.ts';

/** A codec that both sides named. */
export interface CommonCodec {
  readonly name: string;
  /** Hertz. */
  readonly clockRate: number;
  /** Payload types in the offer and in the answer; they may differ (RFC 3264 5.1, 6.1). */
  readonly offered: number;
  readonly answered: number;
}

/** One media description of an offer with the one that answers it, by position (RFC 3264 6). */
export interface MediaPair {
  readonly offer: Media;
  /** Absent where the answer has fewer media descriptions, which RFC 3264 6 forbids. */
  readonly answer?: Media;
  readonly codecs: readonly CommonCodec[];
}

/** The codecs that offer and answer share for one medium, in the order of the answer. Names compare without case (RFC 8866 6.6). */
export function commonCodecs(offer: Media, answer: Media): CommonCodec[] {
  const common: CommonCodec[] = [];
  for (const codec of answer.codecs) {
    const offered = offer.codecs.find((candidate) => isSameCodec(candidate, codec));
    if (offered === undefined) continue;
    common.push({
      name: codec.name,
      clockRate: codec.clockRate,
      offered: offered.payloadType,
      answered: codec.payloadType,
    });
  }
  return common;
}

/** Pairs the media of an offer with those of its answer. */
export function pairMedia(offer: SessionDescription, answer: SessionDescription): MediaPair[] {
  return offer.media.map((media, index) => {
    const answered = answer.media[index];
    return answered === undefined
      ? { offer: media, codecs: [] }
      : { offer: media, answer: answered, codecs: commonCodecs(media, answered) };
  });
}

/** True for a codec that carries sound or pictures: not DTMF, comfort noise, redundancy or retransmission. */
export function isMediaCodec(codec: Codec): boolean {
  return !/^(?:telephone-event|tone|CN|red|ulpfec|flexfec-03|rtx)$/i.test(codec.name);
}

/** True where nothing is to be sent to this side: on hold by RFC 3264 8.4 or by the null address of RFC 2543. */
export function isHold(media: Media): boolean {
  if (media.port === 0) return false;
  const isNull = media.connection?.address === '0.0.0.0' && (media.ice?.candidates.length ?? 0) === 0;
  return media.direction === 'sendonly' || media.direction === 'inactive' || isNull;
}

function isSameCodec(one: Codec, other: Codec): boolean {
  if (one.name === '' || other.name === '') return one.payloadType === other.payloadType;
  return (
    one.name.toLowerCase() === other.name.toLowerCase() &&
    one.clockRate === other.clockRate &&
    (one.channels ?? 1) === (other.channels ?? 1)
  );
}
