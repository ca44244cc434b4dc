import type { LogLine } from '../../trace/traced.ts';
import { quoteLog } from '../evidence.ts';
import { grouped } from '../look/grouped.ts';
import { nameOf, partyOf } from '../look/name.ts';
import { defineRule } from '../rule.ts';
import type { Case, Evidence, Found } from '../rule.ts';

/** What Asterisk answers for a peer that it holds to be offline. */
const UNAVAILABLE: ReadonlySet<number> = new Set([404, 408, 480, 500, 503]);
/** chan_sip: Peer '102' is now UNREACHABLE!; PJSIP: Contact 102/sip:102@192.0.2.10:5060 is now Unreachable. */
const STATE = /(?:Peer|Contact|Endpoint)\s+'?([^\s'/]+)\S*\s+is now (UNREACHABLE|Reachable|Unreachable)/;

/**
 * A call refused because the PBX's own OPTIONS ping (qualify) to the phone had failed: the log says UNREACHABLE before it, or the pings to
 * that user stand unanswered in the trace. RFC 3261 11 has OPTIONS; treating its silence as offline is Asterisk's.
 */
export const rule = defineRule({
  id: 'asterisk-pbx-unavailable',
  aliases: [],
  scope: 'trace',
  severity: 'failure',
  needs: [],
  explains: ['callee-480', '404-number', '503-local', 'callee-408'],
  spec: ['RFC 3261 11', 'RFC 3261 21.4.18'],
  find({ cases, logLines }) {
    const refused = cases.filter(
      ({ kind, outcome, statusCode }) => kind === 'call' && outcome === 'rejected' && UNAVAILABLE.has(statusCode ?? 0),
    );
    if (refused.length === 0) return [];
    const states = grouped(
      logLines.filter((line) => STATE.test(line.text)),
      ({ text }) => STATE.exec(text)?.[1] ?? '',
    );
    const pings = grouped(
      cases.filter(({ method }) => method === 'OPTIONS'),
      ({ to }) => to,
    );
    return refused.flatMap((call) => byLog(call, states.get(call.to)) ?? byPing(call, pings.get(call.to)) ?? []);
  },
});

function byLog(call: Case, states: readonly LogLine[] = []): Found[] | undefined {
  const before = states.filter(
    (line) => line.at === undefined || call.firstAt === undefined || line.at <= call.firstAt,
  );
  const last = before.at(-1);
  if (last === undefined || STATE.exec(last.text)?.[2] === 'Reachable') return undefined;
  return [found(call, quoteLog(last), 'proven')];
}

// pbx --OPTIONS sip:102@phone--> (nothing)   and   alice --INVITE 102--> pbx --480-->
function byPing(call: Case, pings: readonly Case[] = []): Found[] | undefined {
  const ping =
    call.to === ''
      ? undefined
      : pings.find(
          ({ outcome, source }) =>
            outcome === 'unanswered' && source !== undefined && source.address === call.destination?.address,
        );
  const answered = pings.some(({ outcome }) => outcome === 'answered');
  return ping === undefined || answered ? undefined : [found(call, ping.request, 'likely')];
}

function found(call: Case, proof: Evidence, certainty: 'proven' | 'likely'): Found {
  return {
    certainty,
    atFault: 'network',
    ...(call.destination !== undefined && { about: call.destination }),
    values: { host: nameOf(call.destination), number: partyOf(call.to), code: call.statusCode ?? 480 },
    call: call.id,
    evidence: [proof, ...(call.final === undefined ? [] : [call.final]), call.request],
    entries: [`response/${call.statusCode ?? 480}`],
  };
}
