import type { Call } from '../../calls/types.ts';
import { firstHeader, hasHeader } from '../../sip/fields.ts';
import { parseNameAddr } from '../../sip/headers/name-addr.ts';
import { parseUri } from '../../sip/uri.ts';
import type { Uri } from '../../sip/uri.ts';
import type { TracedMessage } from '../../trace/traced.ts';
import { before, inviteAnswers, isFirstSent } from './answers.ts';
import type { InviteAnswer } from './answers.ts';
import { between } from './refusal.ts';

/** An answer that its sender repeated because no ACK came to it (RFC 3261 13.3.1.4). */
export interface LostAck {
  /** On the hop of the element that sent the 2xx, and on that of the sender of the INVITE. */
  readonly answer: InviteAnswer;
  readonly seenByCaller: InviteAnswer;
  /** The first ACK that was read on the sender's hop, after which the repetitions went on. */
  readonly ack?: TracedMessage;
  /** An ACK was read on an earlier hop, none on that of the 2xx. */
  readonly stuckAt?: InviteAnswer;
  /** How often the 2xx was sent. */
  readonly times: number;
  /** The BYE of the sender of the 2xx, when it gave up. */
  readonly bye?: TracedMessage;
  /** From the first 2xx to that BYE, in milliseconds. */
  readonly gaveUpMs?: number;
}

/** So many repetitions (0.5, 1.5, 3.5 s with T1 of 500 ms) are more than a slow ACK. */
const REPEATS = 3;
const SPAN_MS = 1_000;
/** 64*T1 with the smallest T1 in use, and with the largest. */
const GIVE_UP_MS = [5_500, 70_000] as const;

/** The first answer of a call of which the repetitions prove that its sender got no ACK in time. */
export function lostAckOf(call: Call): LostAck | undefined {
  const all = inviteAnswers(call);
  for (const answer of all) {
    if (!isFirstSent(answer, all)) continue;
    const chain = chainOf(answer, all);
    const seenByCaller = chain.at(-1) ?? answer;
    const ack = answer.acks[0];
    const unheard = ack === undefined ? answer.repeats : answer.repeats.filter((repeat) => isAfter(ack, repeat));
    if (unheard.length < REPEATS || !spans(unheard)) continue;
    const stuckAt = ack === undefined ? chain.find((hop) => hop !== answer && hop.acks.length > 0) : undefined;
    return {
      answer,
      seenByCaller,
      times: answer.repeats.length + 1,
      ...(ack !== undefined && { ack }),
      ...(stuckAt !== undefined && { stuckAt }),
      ...gaveUp(call, answer),
    };
  }
  return undefined;
}

/** Where an ACK was addressed to: its first Route, else its Request-URI (RFC 3261 12.2.1.1). */
export function addressee({ message }: TracedMessage): Uri | undefined {
  const route = firstHeader(message, 'Route');
  if (route !== undefined) return parseNameAddr(route).uri;
  return message.kind === 'request' ? parseUri(message.requestUri) : undefined;
}

/**
 * True where an ACK left for another place than the element that sent the 2xx to its sender: by the packet's destination, or by its address
 * where the destination is not told.
 */
export function wentElsewhere(ack: TracedMessage, { response }: InviteAnswer): boolean {
  const { source } = response;
  if (source === undefined) return false;
  if (ack.destination !== undefined && ack.destination.address !== source.address) return true;
  const host = addressee(ack)?.host ?? '';
  return /^[\d.]+$|:/.test(host) && host !== source.address && !hasHeader(ack.message, 'Route');
}

function chainOf(answer: InviteAnswer, all: readonly InviteAnswer[]): readonly InviteAnswer[] {
  const chain = [answer];
  for (let hop = before(answer, all); hop !== undefined && !chain.includes(hop); hop = before(hop, all))
    chain.push(hop);
  return chain;
}

/** The BYE of the same element after about 64*T1. */
function gaveUp(call: Call, { response, repeats }: InviteAnswer): Pick<LostAck, 'bye' | 'gaveUpMs'> {
  const bye = call.bye?.request;
  const ms = between(response, bye);
  if (
    bye === undefined ||
    (bye.source !== undefined && response.source !== undefined && bye.source.address !== response.source.address)
  )
    return {};
  if (ms === undefined) return { bye };
  const gap = between(response, repeats[0]) ?? 500;
  const isDue = ms >= GIVE_UP_MS[0] && ms <= GIVE_UP_MS[1] && ms >= gap * 32;
  return isDue ? { bye, gaveUpMs: ms } : {};
}

function isAfter(first: TracedMessage, second: TracedMessage): boolean {
  const ms = between(first, second);
  if (ms !== undefined) return ms > 0;
  const place = (traced: TracedMessage): number => ('frame' in traced.place ? traced.place.frame : traced.place.line);
  return place(second) > place(first);
}

function spans(repeats: readonly TracedMessage[]): boolean {
  const ms = between(repeats[0], repeats.at(-1));
  return ms === undefined ? repeats.length > REPEATS : ms >= SPAN_MS;
}
