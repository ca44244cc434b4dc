import type { TimeReader } from '../lines/time.ts';
import { endpoint, frameOf, transport, withPort } from './format.ts';
import type { Frame, TextFormat } from './format.ts';

/** A format whose frame lines are known by one pattern for each direction. */
export interface Directed {
  readonly name: string;
  readonly hints: readonly string[];
  /** Named groups, all optional: `peer` with or without port, `port`, `local`, `transport`, `time`. */
  readonly received?: RegExp;
  readonly sent?: RegExp;
}

/** Builds such a format. The time is the group `time`, else the first one in the line. */
export function directed(shape: Directed): TextFormat {
  return {
    name: shape.name,
    hints: shape.hints,
    frame(line, times) {
      const received = shape.received?.exec(line);
      const match = received ?? shape.sent?.exec(line);
      return match === null || match === undefined
        ? undefined
        : read(line, match, match === received ? 'received' : 'sent', times);
    },
  };
}

function read(line: string, match: RegExpExecArray, direction: 'received' | 'sent', times: TimeReader): Frame {
  const groups = match.groups ?? {};
  const peer = groups.port === undefined ? endpoint(groups.peer) : withPort(groups.peer ?? '', groups.port);
  const local = endpoint(groups.local);
  const time = groups.time === undefined ? line.slice(0, match.index + match[0].length) : groups.time;
  return frameOf({
    time: times.read(time) ?? times.read(line),
    direction,
    transport: transport(groups.transport),
    source: direction === 'received' ? peer : local,
    destination: direction === 'received' ? local : peer,
  });
}
