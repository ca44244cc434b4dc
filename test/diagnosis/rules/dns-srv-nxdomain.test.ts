import { describe, expect, test } from 'vitest';
import {
  rule,
  ruleForOthers,
  ruleForRegistrations,
  ruleOfTraces,
} from '../../../src/diagnosis/rules/dns-srv-nxdomain.ts';
import { diagnose, firesOn, quotes } from '../rules.helper.ts';

describe('dns-srv-nxdomain', () => {
  test('fires: 478 of Kamailio', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 478 Unresolvable destination (478/SL)
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'dns-srv-nxdomain',
      certainty: 'proven',
      atFault: 'server',
      values: { domain: { value: 'host', text: 'biloxi.example.com' } },
      entries: ['response/478'],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 478');
  });

  test('fires: a phrase about DNS under another code', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 480 No DNS results
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({ rule: 'dns-srv-nxdomain', certainty: 'proven' });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 480 No DNS results');
  });

  test('fires: a registration and a ping whose proxy finds no address', () => {
    const [registration] = firesOn(
      ruleForRegistrations,
      '0.000 alice -> pbx REGISTER sip:atlanta.example.com\n0.010 pbx -> alice 480 No DNS results',
    );
    expect(registration).toMatchObject({ values: { domain: { text: 'atlanta.example.com' } }, atFault: 'server' });
    const [ping] = firesOn(
      ruleForOthers,
      '0.000 alice -> pbx OPTIONS sip:trunk.example.net\n0.010 pbx -> alice 478 Unresolvable destination (478/TM)',
    );
    expect(ping).toMatchObject({ values: { domain: { text: 'trunk.example.net' } } });
  });

  test('near miss: 477', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 477 Send failed
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });

  test('fires: the log of a B2BUA tells why its answer is a bare 503', () => {
    const { findings } = diagnose(
      `
      0.00 alice -> pbx INVITE sip:5550100@biloxi.example.com sdp
      0.01 pbx -> alice 100
      0.05 log [WARNING] sofia_glue.c:1045 nta: outgoing INVITE to sip:5550100@sbc.trunk.example.com: DNS Error (no SRV, no A record)
      0.06 pbx -> alice 503
        +Reason: Q.850;cause=41
      0.07 alice -> pbx ACK
      `,
      undefined,
      { file: 'freeswitch.log' },
    );
    expect(findings.map(({ rule: id }) => id)).toEqual(['dns-srv-nxdomain']);
    expect(findings[0]).toMatchObject({ certainty: 'proven', atFault: 'server', values: { code: 503 } });
    expect(findings[0]?.values['domain']).toMatchObject({ text: 'sbc.trunk.example.com' });
  });

  test('near miss: the log of a call that was busy', () => {
    expect(
      firesOn(
        ruleOfTraces,
        `
        0.00 alice -> pbx INVITE sip:5550100@biloxi.example.com sdp
        0.05 log [WARNING] dnsmgr.c: Unable to resolve host 'other.example.com'
        0.06 pbx -> alice 486
        `,
        { file: 'full.log' },
      ),
    ).toEqual([]);
  });
});
