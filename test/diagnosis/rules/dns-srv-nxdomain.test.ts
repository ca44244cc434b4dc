import { describe, expect, test } from 'vitest';
import { rule, ruleForOthers, ruleForRegistrations } from '../../../src/diagnosis/rules/dns-srv-nxdomain.ts';
import { firesOn, quotes } from '../rules.helper.ts';

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
});
