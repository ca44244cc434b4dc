import type { Call } from '../../calls/types.ts';
import { sessionDescription } from '../../sip/bodies.ts';
import type { Media } from '../../sip/sdp.ts';
import type { Endpoint, MediaStream, TracedMessage } from '../../trace/traced.ts';
import { once } from './once.ts';

/** Where a party wants its sound, as one of the session descriptions of its side says; relays on the way put in their own. */
export interface MediaEnd {
  readonly party: 'caller' | 'callee';
  readonly media: Media;
  readonly address: string;
  readonly port: number;
  readonly message: TracedMessage;
}

/** The RTP of a call by the party that hears it. */
export interface Flows {
  readonly toCaller: readonly MediaStream[];
  readonly toCallee: readonly MediaStream[];
}

/** All open audio ends of a call, on all its hops, in the order of the messages. */
export const mediaEnds = once(readMediaEnds);

function readMediaEnds(call: Call): readonly MediaEnd[] {
  return call.sdp.flatMap(({ offer, answer, offeredBy }) => [
    ...endsOf(offer, offeredBy),
    ...endsOf(answer, offeredBy === 'caller' ? 'callee' : 'caller'),
  ]);
}

/** The streams that belong to the audio ends, told apart by which party they go to; those that fit both are left out. */
export function flowsOf(call: Call, ends: readonly MediaEnd[]): Flows {
  const callers = ends.filter(({ party }) => party === 'caller');
  const callees = ends.filter(({ party }) => party === 'callee');
  const goesTo = (stream: MediaStream, own: readonly MediaEnd[], other: readonly MediaEnd[]): boolean =>
    own.some((end) => isEnd(stream.destination, end)) || other.some((end) => isEnd(stream.source, end));
  const withSound = call.streams.filter(({ packets }) => packets > 0);
  return {
    toCaller: withSound.filter((stream) => goesTo(stream, callers, callees) && !goesTo(stream, callees, callers)),
    toCallee: withSound.filter((stream) => goesTo(stream, callees, callers) && !goesTo(stream, callers, callees)),
  };
}

/** True where a stream begins or ends at the address and port of a session description. */
export const isEnd = ({ address, port }: Endpoint, end: MediaEnd): boolean =>
  address === end.address && port === end.port;

export const packetsOf = (streams: readonly MediaStream[]): number =>
  streams.reduce((sum, { packets }) => sum + packets, 0);

/** How long streams went on, in milliseconds. */
export const lengthOf = (streams: readonly MediaStream[]): number =>
  streams.reduce((longest, { firstAt, lastAt }) => Math.max(longest, lastAt - firstAt), 0);

/** The name of the file that a call was read from. */
export const fileOf = (call: Call): string => call.messages[0]?.place.file ?? '';

function endsOf(message: TracedMessage | undefined, party: MediaEnd['party']): MediaEnd[] {
  if (message === undefined) return [];
  return (sessionDescription(message.message)?.media ?? []).flatMap((media): MediaEnd[] => {
    const { kind, port, connection } = media;
    return kind !== 'audio' || port === 0 || connection === undefined
      ? []
      : [{ party, media, address: connection.address, port, message }];
  });
}
