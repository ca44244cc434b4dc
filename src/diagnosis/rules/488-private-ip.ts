import type { Call } from '../../calls/types.ts';
import { quoteStream } from '../evidence.ts';
import { mediaFound, mediaRefusals } from '../look/media-refusal.ts';
import { fileOf, isEnd, mediaEnds } from '../look/media-flow.ts';
import type { MediaEnd } from '../look/media-flow.ts';
import { nameOf } from '../look/name.ts';
import { isPrivateAddress, isPublicAddress } from '../look/private-address.ts';
import { quoteConnectionLine, sessionOf } from '../look/session.ts';
import { defineRule } from '../rule.ts';
import type { Found } from '../rule.ts';
import { quoteStart } from '../evidence.ts';

/**
 * A private address in `c=` towards a side that cannot reach it (RFC 1918 3, RFC 8866 5.7): refused for it, or RTP that was seen going
 * there, or handed on by a proxy over the internet as it was. A phone behind NAT whose server sends to where the packets come from
 * (RFC 4961) looks the same up to its own server: that alone is no finding.
 */
export const rule = defineRule({
  id: '488-private-ip',
  aliases: ['private-media-address'],
  scope: 'call',
  severity: 'failure',
  needs: [],
  explains: ['one-way-audio', 'rtp-none-both', 'callee-480', 'bye-q850', 'q850-by-class'],
  spec: ['RFC 1918 3', 'RFC 8866 5.7', 'RFC 3264 5.1', 'RFC 4961'],
  find: (call) => [...refused(call), ...lost(call), ...handedOn(call)].slice(0, 1),
});

function refused(call: Call): Found[] {
  const refusal = mediaRefusals(call).find(({ kind }) => kind === 'private-address');
  if (refusal === undefined) return [];
  const found = mediaFound(refusal, ['c=']);
  const address = sessionOf(refusal.request)?.media.find(({ connection }) => connection !== undefined)?.connection
    ?.address;
  return [
    {
      ...found,
      certainty: 'proven',
      atFault: refusal.offerer,
      values: { ...found.values, address: { value: 'address', text: address ?? '?' }, how: 'refused' },
      reasons: [{ key: 'not-translated', certainty: 'likely', atFault: refusal.offerer }],
    },
  ];
}

/** RTP goes to a private address, while its owner was seen under another, public one. */
function lost(call: Call): Found[] {
  if (call.streams.length === 0) return [];
  return mediaEnds(call).flatMap((end): Found[] => {
    const { source } = end.message;
    if (!isHidden(end) || source === undefined) return [];
    const stream = call.streams.find(({ destination, packets }) => packets > 0 && isEnd(destination, end));
    const isFollowed = call.streams.some(({ destination }) => destination.address === source.address);
    if (stream === undefined || isFollowed || stream.source.address === end.address) return [];
    return [
      {
        ...common(end, 'lost'),
        certainty: 'proven',
        evidence: [
          quoteConnectionLine(end.message, end.media),
          quoteStream(stream, fileOf(call)),
          quoteStart(end.message),
        ],
      },
    ];
  });
}

/** The description passed a proxy unchanged and went on over the internet. */
function handedOn(call: Call): Found[] {
  if (!call.sdp.some(({ transaction }) => transaction.passedOnFrom !== undefined || transaction.passedOnTo.length > 0))
    return [];
  const carried = call.sdp.flatMap(({ transaction, offer, answer }) => [
    ...(transaction.passedOnFrom === undefined ? [] : [offer]),
    ...(transaction.passedOnTo.length === 0 ? [] : [answer]),
  ]);
  const end =
    call.outcome !== 'answered' || call.streams.length > 0
      ? undefined
      : mediaEnds(call).find(
          (candidate) =>
            isHidden(candidate) &&
            carried.includes(candidate.message) &&
            isPublicAddress(candidate.message.destination?.address ?? ''),
        );
  return end === undefined
    ? []
    : [
        {
          ...common(end, 'handed-on'),
          severity: 'risk',
          certainty: 'likely',
          evidence: [quoteConnectionLine(end.message, end.media), quoteStart(end.message)],
        },
      ];
}

function common(end: MediaEnd, how: string): Omit<Found, 'certainty' | 'evidence'> {
  return {
    atFault: end.party,
    about: { address: end.address, port: end.port },
    values: {
      host: nameOf(end.message.source, end.message),
      address: { value: 'address', text: end.address },
      how,
      who: end.party,
    },
    reasons: [{ key: 'not-translated', certainty: 'likely', atFault: end.party }],
  };
}

/** Private in the SDP, public on the wire, and no candidate that would help (RFC 8839). */
const isHidden = ({ address, media, message }: MediaEnd): boolean =>
  isPrivateAddress(address) &&
  message.source !== undefined &&
  isPublicAddress(message.source.address) &&
  !(media.ice?.candidates ?? []).some((candidate) => isPublicAddress(candidate.address));
