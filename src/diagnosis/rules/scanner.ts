import { grouped } from '../look/grouped.ts';
import { nameOf } from '../look/name.ts';
import { isScannerAgent } from '../look/scanner-agent.ts';
import { defineRule } from '../rule.ts';
import type { Case, Found } from '../rule.ts';

/** So many unknown users, or unanswered challenges, no phone system of its own makes. */
const FEWEST_USERS = 10;

/**
 * Somebody tries the server out: a tool that names itself in User-Agent, or one address that asks for many users which do not exist or
 * whose challenge it never answers (RFC 3261 26.1).
 */
export const rule = defineRule({
  id: 'scanner',
  aliases: [],
  scope: 'trace',
  severity: 'failure',
  needs: [],
  explains: [],
  spec: ['RFC 3261 26.1'],
  find({ cases }) {
    return [...grouped(cases, ({ source }) => source?.address ?? '').values()].flatMap((all) => {
      const named = all.filter(({ userAgent }) => isScannerAgent(userAgent));
      if (named.length > 0) return [found(named, true)];
      const probes = all.filter(isProbe);
      const isMost = probes.length * 10 >= all.length * 9;
      return isMost && new Set(probes.map(target)).size >= FEWEST_USERS ? [found(probes, false)] : [];
    });
  },
});

function found(probes: readonly Case[], isNamed: boolean): Found {
  const [first = probes[0]] = probes;
  if (first === undefined) throw new Error('Unexpected empty list of probes, expected at least one');
  const got = probes.filter(({ outcome, kind }) =>
    kind === 'registration' ? outcome === 'registered' : kind === 'call' && outcome === 'answered',
  );
  return {
    certainty: isNamed ? 'proven' : 'likely',
    atFault: 'caller',
    ...(first.source !== undefined && { about: first.source }),
    values: {
      host: nameOf(first.source),
      count: probes.length,
      users: new Set(probes.map(target)).size,
      named: isNamed ? 'yes' : 'no',
      agent: { value: 'token', text: first.userAgent ?? '?' },
      method: { value: 'token', text: first.method },
    },
    evidence: [
      { ...first.request, times: probes.length },
      ...probes.slice(1, 3).map(({ request }) => request),
      ...got.slice(0, 1).flatMap(({ final }) => (final === undefined ? [] : [final])),
    ],
    reasons: got.length === 0 ? [] : [{ key: 'got-in', certainty: 'proven', atFault: 'server' }],
  };
}

const target = ({ kind, from, to }: Case): string => (kind === 'registration' ? from : to);

function isProbe({ kind, outcome, statusCode }: Case): boolean {
  if (outcome === 'challenged') return kind !== 'other';
  return kind === 'registration' && statusCode === 404;
}
