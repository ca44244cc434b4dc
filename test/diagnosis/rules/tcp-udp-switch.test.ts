import { describe, expect, test } from 'vitest';
import { rule, ruleOfTraces } from '../../../src/diagnosis/rules/tcp-udp-switch.ts';
import { ladder } from '../../ladder.helper.ts';
import { diagnoseTrace, firesOn, quotes } from '../rules.helper.ts';

const CHALLENGED = `
  0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
  0.010 pbx -> alice 407
  0.020 alice -> pbx ACK
  `;
const LONG = `  +Identity: ${'x'.repeat(1200)}`;

describe('tcp-udp-switch', () => {
  test('fires: the long INVITE goes over TCP and gets no answer', () => {
    const [finding] = firesOn(
      rule,
      `${CHALLENGED}
      0.030 alice -> pbx INVITE sip:bob@biloxi.example.com sdp auth transport=TCP
      ${LONG}`,
    );
    expect(finding).toMatchObject({
      rule: 'tcp-udp-switch',
      severity: 'failure',
      certainty: 'likely',
      atFault: 'depends',
      values: { how: 'silent' },
      reasons: [{ key: 'large-request' }],
    });
    expect(quotes(finding)[0]).toMatch(/^Via: SIP\/2\.0\/TCP /);
  });

  test('fires: the host of the calls refuses a TCP connection', () => {
    const drawn = ladder('0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp\n0.010 pbx -> alice 486');
    const [{ source, destination }] = drawn.messages as [(typeof drawn.messages)[0]];
    if (source === undefined || destination === undefined)
      throw new Error('Unexpected ladder without addresses, expected both ends');
    const refused = {
      kind: 'refused',
      place: { file: 'ladder.pcap', frame: 9 },
      frame: 9,
      openedIn: 8,
      source,
      destination,
      by: 'destination',
      secure: false,
    } as const;
    const { findings } = diagnoseTrace({ ...drawn, summary: { ...drawn.summary, connections: [refused] } }, [
      ruleOfTraces,
    ]);
    expect(findings[0]).toMatchObject({
      rule: 'tcp-udp-switch',
      severity: 'risk',
      certainty: 'proven',
      values: { how: 'refused' },
    });
    expect(quotes(findings[0])[0]).toMatch(/^TCP .*: RST$/);
  });

  test('fires: a long call goes over TCP into silence, another one worked over UDP', () => {
    const text = (options: string): string => `
      0.000 alice -> pbx INVITE sip:carol@biloxi.example.com sdp
      0.010 pbx -> alice 486
      1.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp call=b ${options}
      ${LONG}
      60.000 alice -> pbx OPTIONS call=c
      60.010 pbx -> alice 200 call=c`;
    const [finding] = firesOn(ruleOfTraces, text('transport=TCP'));
    expect(finding).toMatchObject({ certainty: 'likely', call: '2', values: { how: 'silent' } });
    expect(firesOn(ruleOfTraces, text(''))).toEqual([]);
  });

  test('near miss: all over TCP, and TCP that was answered', () => {
    expect(firesOn(rule, '0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp transport=TCP')).toEqual([]);
    expect(
      firesOn(
        rule,
        `${CHALLENGED}
      0.030 alice -> pbx INVITE sip:bob@biloxi.example.com sdp auth transport=TCP
      ${LONG}
      0.050 pbx -> alice 486`,
      ),
    ).toEqual([]);
  });
});
