import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/reg-tls-cert.ts';
import type { Finding } from '../../../src/diagnosis/rule.ts';
import type { ConnectionEvent } from '../../../src/trace/traced.ts';
import { ladder } from '../../ladder.helper.ts';
import { diagnoseTrace, quotes } from '../rules.helper.ts';

const closed: ConnectionEvent = {
  kind: 'closed',
  place: { file: 'ladder.pcap', frame: 16 },
  frame: 16,
  openedIn: 11,
  source: { address: '192.0.2.10', port: 40000 },
  destination: { address: '203.0.113.5', port: 5061 },
  by: 'destination',
  secure: false,
};

function firesOn(text: string, ...connections: readonly ConnectionEvent[]): readonly Finding[] {
  const { messages, logLines, summary } = ladder(text);
  return diagnoseTrace({ messages, logLines, summary: { ...summary, connections } }, [rule]).findings;
}

const register = `
  pbx = 203.0.113.5:5061
  0.0 alice -> pbx REGISTER sip:atlanta.example.com transport=TCP
`;

describe('reg-tls-cert', () => {
  // alice --REGISTER over TCP--> pbx:5061   pbx --FIN--> alice
  test('fires: plain SIP to the TLS port, hung up on', () => {
    const [finding] = firesOn(register, closed, { ...closed, frame: 30, place: { file: 'ladder.pcap', frame: 30 } });
    expect(finding).toMatchObject({
      rule: 'reg-tls-cert',
      call: null,
      certainty: 'likely',
      atFault: 'caller',
      about: { address: '203.0.113.5', port: 5061 },
      values: { how: 'plain', count: 2 },
      reasons: [{ key: 'plain-to-tls-port', certainty: 'likely' }],
    });
    expect(finding?.evidence[0]).toMatchObject({ place: { frame: 30 }, times: 2 });
    expect(quotes(finding)[0]).toBe('TCP 203.0.113.5:5061 -> 192.0.2.10:40000: FIN');
  });

  // alice --ClientHello--> pbx   pbx --Certificate--> alice   alice --alert 48 unknown_ca--> pbx
  test.each([
    [48, 'source', 'unknown-authority', 'server'],
    [45, 'source', 'expired', 'server'],
    [42, 'destination', 'certificate', 'caller'],
    [116, 'destination', 'client-certificate', 'caller'],
    [70, 'destination', 'version', 'depends'],
  ] as const)('fires: alert %i of the %s', (alert, by, key, atFault) => {
    const [finding] = firesOn('', { ...closed, kind: 'alert', alert, by, secure: true });
    expect(finding).toMatchObject({
      certainty: 'proven',
      atFault,
      values: { how: 'alert', alert },
      reasons: [{ key }],
    });
    expect(quotes(finding)[0]).toContain(`alert ${alert}`);
  });

  test('near miss: the client closes what it opened', () => {
    expect(firesOn(register, { ...closed, by: 'source' })).toEqual([]);
  });

  test('near miss: a plain port that closes', () => {
    expect(firesOn(register, { ...closed, destination: { address: '203.0.113.5', port: 5060 } })).toEqual([]);
  });

  test('near miss: the same two get on meanwhile', () => {
    expect(firesOn(`${register}\n0.1 pbx -> alice 200 transport=TCP`, closed)).toEqual([]);
  });
});
