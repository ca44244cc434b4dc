import { firstHeader } from './fields.ts';
import { parseContentType } from './headers/content-type.ts';
import type { ContentType } from './headers/content-type.ts';
import type { SipMessage } from './message.ts';
import { parseSdp } from './sdp.ts';
import type { SessionDescription } from './sdp.ts';

/** One part of a body; a body that is not multipart is its own only part. */
export interface BodyPart {
  /** `application/sdp` ..., in lower case; empty where nothing names it. */
  readonly type: string;
  readonly text: string;
  /** 1-based line within the message's own text. */
  readonly line: number;
}

const SDP = 'application/sdp';
// Multipart in multipart: deeper than any sender goes, and no deeper than a small stack.
const MAX_DEPTH = 4;

/** All parts of the body, multipart ones opened (RFC 2046 5.1, RFC 5621). Empty where there is no body. */
export function bodyParts(message: SipMessage): BodyPart[] {
  if (message.body === '') return [];
  const type = firstHeader(message, 'Content-Type');
  const line = message.bodyLine ?? (message.headerFields.at(-1)?.line ?? 1) + 2;
  return openParts(type === undefined ? undefined : parseContentType(type), message.body, line, 0);
}

/** The session description of a message, wherever in its body; also one that no Content-Type names. */
export function findSdp(message: SipMessage): BodyPart | undefined {
  const { body, bodyLine } = message;
  // The usual case needs no reading of parameters and parts.
  if (body !== '' && bodyLine !== undefined && firstHeader(message, 'Content-Type') === SDP)
    return { type: SDP, text: body, line: bodyLine };
  return bodyParts(message).find((part) => part.type === SDP || (part.type === '' && part.text.startsWith('v=0')));
}

/** The session description of a message, read; lines in its problems and media count from the description's first line. */
export function sessionDescription(message: SipMessage): SessionDescription | undefined {
  const part = findSdp(message);
  return part === undefined ? undefined : parseSdp(part.text);
}

function openParts(type: ContentType | undefined, text: string, line: number, depth: number): BodyPart[] {
  const boundary = type?.type.startsWith('multipart/') ? type.boundary : undefined;
  if (boundary === undefined || depth >= MAX_DEPTH) return [{ type: type?.type ?? '', text, line }];
  const parts: BodyPart[] = [];
  const lines = text.split('\n');
  let start = -1;
  for (let index = 0; index <= lines.length; index++) {
    const content = lines[index]?.trimEnd();
    const ends = content === undefined || content === `--${boundary}--`;
    if (!ends && content !== `--${boundary}`) continue;
    if (start >= 0) for (const part of openPart(lines.slice(start, index), line + start, depth)) parts.push(part);
    start = index + 1;
    if (ends) break;
  }
  return parts;
}

// --boundary
// Content-Type: application/sdp
//                                   <- the empty line between the part's own fields and its body
// v=0
function openPart(lines: readonly string[], line: number, depth: number): BodyPart[] {
  const empty = lines.findIndex((row) => row.trim() === '');
  const headEnd = empty < 0 ? 0 : empty;
  const head = lines.slice(0, headEnd);
  const type = head.find((row) => /^content-type\s*:/i.test(row));
  const text = lines.slice(empty + 1).join('\n');
  const contentType = type === undefined ? undefined : parseContentType(type.slice(type.indexOf(':') + 1).trim());
  return openParts(contentType, text.endsWith('\r') ? `${text}\n` : text, line + empty + 1, depth + 1);
}
