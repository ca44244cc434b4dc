import { flaw } from './flaw.ts';
import type { Problem } from './message.ts';
import { buildMedia, inheritedFrom } from './sdp-media.ts';
import type { Media } from './sdp-media.ts';
import { parseBandwidths, parseConnection, parseOrigin } from './sdp-values.ts';
import type { Bandwidth, Connection, Origin, SdpLine } from './sdp-values.ts';

export type { Codec } from './sdp-codecs.ts';
export type { Direction, Media } from './sdp-media.ts';
export type { Bandwidth, Connection, Crypto, IceCandidate, Origin, T38 } from './sdp-values.ts';

/** A session description (RFC 8866), with the session level already handed down to each media description. */
export interface SessionDescription {
  readonly origin?: Origin;
  readonly name?: string;
  /** The `c=` of the session level. */
  readonly connection?: Connection;
  /** `b=` of the session level: type (`AS`, `TIAS` ...) and its number. */
  readonly bandwidths: readonly Bandwidth[];
  /** Media identifications that share one transport, one list a group (RFC 9143). */
  readonly bundles: readonly (readonly string[])[];
  /** The sender only answers connectivity checks (RFC 8839 5.3). */
  readonly iceLite: boolean;
  readonly media: readonly Media[];
  /** Lines count within the description. */
  readonly problems: readonly Problem[];
}

const MANDATORY = ['v', 'o', 's', 't'];

/** Reads a session description, as lenient as can be. Any text gives a result; never throws. RFC 8866 5. */
export function parseSdp(text: string): SessionDescription {
  const problems: Problem[] = [];
  const lines = readLines(text, problems);
  const firstMedia = lines.findIndex((line) => line.type === 'm');
  const session = firstMedia < 0 ? lines : lines.slice(0, firstMedia);
  checkMandatory(session, problems);
  const inherited = inheritedFrom(session);
  const media = mediaSections(lines, firstMedia).map((section) => buildMedia(section, inherited, problems));
  if (media.length > 0 && media.every((item) => item.connection === undefined)) {
    problems.push({ ...flaw('sdp-connection-missing', 'RFC 8866 5.7'), line: 1 });
  }
  const origin = parseOrigin(valueOf(session, 'o') ?? '');
  const name = valueOf(session, 's');
  const connection = parseConnection(valueOf(session, 'c') ?? '');
  return {
    ...(origin === undefined ? {} : { origin }),
    ...(name === undefined ? {} : { name }),
    ...(connection === undefined ? {} : { connection }),
    bandwidths: parseBandwidths(session),
    bundles: parseBundles(session),
    iceLite: session.some((line) => line.type === 'a' && line.value === 'ice-lite'),
    media,
    problems,
  };
}

function readLines(text: string, problems: Problem[]): SdpLine[] {
  const found: SdpLine[] = [];
  let line = 0;
  for (const raw of text.split('\n')) {
    line++;
    const content = raw.trimEnd();
    if (content === '') continue;
    const parts = /^\s?([a-z])(\s*)=([\s\S]*)$/i.exec(content);
    if (parts === null) {
      problems.push({ ...flaw('sdp-line-invalid', 'RFC 8866 5', content), line });
      continue;
    }
    if (parts[2] !== '' || content.startsWith(' '))
      problems.push({ ...flaw('sdp-line-spaces', 'RFC 8866 5', content), line });
    found.push({ type: (parts[1] ?? '').toLowerCase(), value: (parts[3] ?? '').trim(), line });
  }
  return found;
}

function mediaSections(lines: readonly SdpLine[], first: number): SdpLine[][] {
  const sections: SdpLine[][] = [];
  for (const line of first < 0 ? [] : lines.slice(first)) {
    if (line.type === 'm') sections.push([line]);
    else sections.at(-1)?.push(line);
  }
  return sections;
}

function checkMandatory(session: readonly SdpLine[], problems: Problem[]): void {
  for (const type of MANDATORY) {
    if (!session.some((line) => line.type === type))
      problems.push({ ...flaw('sdp-line-missing', 'RFC 8866 5', `${type}=`), line: 1 });
  }
}

function parseBundles(session: readonly SdpLine[]): string[][] {
  return session
    .filter((line) => line.type === 'a' && /^group:BUNDLE\b/i.test(line.value))
    .map((line) => line.value.split(/\s+/).slice(1));
}

function valueOf(lines: readonly SdpLine[], type: string): string | undefined {
  return lines.find((line) => line.type === type)?.value;
}
