import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/404-number.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('404-number', () => {
  test('fires: the network says unassigned', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 404 
          +Reason: Q.850;cause=1
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: '404-number',
      certainty: 'proven',
      atFault: 'depends',
      reasons: [{ key: 'unassigned', certainty: 'proven', atFault: 'caller' }],
      entries: ['response/404', 'cause/1'],
      values: { number: { value: 'number', text: '+12025550143' } },
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 404');
    expect(said).toContain('Reason: Q.850;cause=1');
  });

  test('fires: Asterisk has no extension for it', () => {
    const [finding] = firesOn(
      rule,
      `
        pbx = 203.0.113.5 ua="Asterisk PBX 20.5.0"
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 404 
          +Server: Asterisk PBX 20.5.0
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: '404-number',
      reasons: [{ key: 'dial-plan', certainty: 'likely', atFault: 'server' }],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 404');
  });

  test('near miss: the phrase speaks of a route', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 404 No Route
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: a 404 to a REGISTER', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx REGISTER sip:atlanta.example.com
        0.010 pbx -> alice 404
      `,
      ),
    ).toEqual([]);
  });
});
