import { hasHeader } from '../../sip/fields.ts';
import { findSdp } from '../../sip/bodies.ts';
import { quoteStart } from '../evidence.ts';
import { causesOf } from '../look/causes.ts';
import { nameOf } from '../look/name.ts';
import { between } from '../look/refusal.ts';
import { isBetween } from '../look/side.ts';
import { defineRule } from '../rule.ts';
import type { AtFault } from '../rule.ts';

/** Nobody hears "hello" and hangs up within this. */
const IMMEDIATE_MS = 1_500;
/** Tools that test calls hang up as they were told. */
const TESTING = /sipp\b|sipvicious|sipsak|\btest|load/i;

/** BYE at once after the answer, without a Reason: somebody's software ended the call, and its messages do not say why (RFC 3261 15). */
export const rule = defineRule({
  id: 'bye-no-reason-immediate',
  aliases: [],
  scope: 'call',
  severity: 'risk',
  needs: ['start', 'timestamps'],
  explains: [],
  spec: ['RFC 3261 15', 'RFC 3326 2'],
  find(call) {
    const answered = call.deciding;
    const bye = call.bye?.request;
    const final = answered?.final;
    const ms = between(final, bye);
    if (
      call.outcome !== 'answered' ||
      answered === undefined ||
      bye === undefined ||
      final === undefined ||
      ms === undefined
    )
      return [];
    if (ms < 0 || ms > IMMEDIATE_MS || answered.cancel !== undefined || answered.finals.length > 1) return [];
    if (hasHeader(bye.message, 'Reason') || causesOf(bye.message).length > 0) return [];
    const software = call.messages
      .flatMap(({ message }) => message.headerFields)
      .filter(({ name }) => name === 'User-Agent' || name === 'Server');
    // Without an audio offer, and where media was captured, the call was no failed talk; in a call without any name of software a test is likelier.
    const offers = call.sdp.some(({ offer }) => offer !== undefined && findSdp(offer.message) !== undefined);
    if (
      !offers ||
      call.streams.length > 1 ||
      software.length === 0 ||
      software.some(({ value }) => TESTING.test(value))
    )
      return [];
    if (answered.ack === undefined && answered.acks.length === 0) return [];
    // A person who called may change his mind; who has just answered, and a switch, do not.
    const isPerson = call.endedBy === 'caller' && !isBetween(bye);
    return [
      {
        ...(isPerson && { severity: 'note' as const }),
        certainty: 'possible',
        atFault: sideOf(call.endedBy),
        ...(bye.source !== undefined && { about: bye.source }),
        values: { host: nameOf(bye.source, bye), seconds: Math.round(ms / 10) / 100, who: call.endedBy ?? 'other' },
        evidence: [quoteStart(bye), quoteStart(final)],
      },
    ];
  },
});

const sideOf = (party: 'caller' | 'callee' | 'server' | undefined): AtFault =>
  party === undefined ? 'depends' : party;
