import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/call-rejected.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('call-rejected', () => {
  test('fires: a code without a rule of its own', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 433
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'call-rejected',
      certainty: 'proven',
      atFault: 'depends',
      entries: ['response/433'],
      values: { code: 433, answer: { value: 'token', text: expect.stringMatching(/^433/) } },
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 433');
    expect(said).toContain('INVITE');
  });

  test('fires: an unregistered code is explained by its class', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 699 Nobody
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({ rule: 'call-rejected', atFault: 'callee', entries: ['class/6xx'] });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 699 Nobody');
  });

  test('fires: the phrase names a database', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 500 DB Timeout
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'call-rejected',
      atFault: 'server',
      reasons: [{ key: 'database', certainty: 'likely', atFault: 'server' }],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 500 DB Timeout');
  });

  test('near miss: a challenge', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        0.010 pbx -> alice 407
        0.020 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: the caller cancels', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.500 pbx -> alice 180
        7.400 alice -> pbx CANCEL
        7.410 pbx -> alice 200 for=CANCEL
        7.420 pbx -> alice 487 for=INVITE
        7.430 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: an answered call', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        0.010 pbx -> alice 100
        1.000 pbx -> alice 180
        3.000 pbx -> alice 200 sdp
        3.010 alice -> pbx ACK
        
      `,
      ),
    ).toEqual([]);
  });
});
