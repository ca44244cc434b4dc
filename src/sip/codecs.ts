import type { Codec, Media } from './sdp.ts';

/** One media description of an offer with the one that answers it, by position (RFC 3264 6). */
export interface MediaPair<M = Media> {
  readonly offer: M;
  /** Absent where the answer has fewer media descriptions, which RFC 3264 6 forbids. */
  readonly answer?: M;
}

/** Pairs the media of an offer with those of its answer. */
export function pairMedia<M = Media>(
  offer: { readonly media: readonly M[] },
  answer: { readonly media: readonly M[] },
): MediaPair<M>[] {
  return offer.media.map((media, index) => {
    const answered = answer.media[index];
    return answered === undefined ? { offer: media } : { offer: media, answer: answered };
  });
}

/** True for a codec that carries sound or pictures: not DTMF, comfort noise, redundancy or retransmission. */
export function isMediaCodec(codec: Codec): boolean {
  return !/^(?:telephone-event|tone|CN|red|ulpfec|flexfec-03|rtx)$/i.test(codec.name);
}

/** True of an open medium where nothing is to be sent to this side: on hold by RFC 3264 8.4 or by the null address of RFC 2543. */
export function isHold(media: Pick<Media, 'direction' | 'connection' | 'ice'>): boolean {
  const isNull = media.connection?.address === '0.0.0.0' && (media.ice?.candidates.length ?? 0) === 0;
  return media.direction === 'sendonly' || media.direction === 'inactive' || isNull;
}
