import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/bye-q850.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('bye-q850', () => {
  test('fires: the network ends an answered call', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        0.010 pbx -> alice 100
        1.000 pbx -> alice 180
        3.000 pbx -> alice 200 sdp
        3.010 alice -> pbx ACK
        9.000 pbx -> alice BYE new
          +Reason: Q.850;cause=38;text="Network out of order"
        9.010 alice -> pbx 200
      `,
    );
    expect(finding).toMatchObject({
      rule: 'bye-q850',
      severity: 'failure',
      certainty: 'proven',
      atFault: 'server',
      values: { cause: 38, how: 'bye' },
      entries: ['cause/38'],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('Reason: Q.850;cause=38');
    expect(said).toContain('BYE');
  });

  test('fires: a 480 hides another cause', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 480 
          +Reason: Q.850;cause=50
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'bye-q850',
      values: { cause: 50, how: 'refusal', code: 480 },
      entries: ['cause/50', 'response/480'],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('Reason: Q.850;cause=50');
  });

  test('near miss: normal clearing', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        0.010 pbx -> alice 100
        1.000 pbx -> alice 180
        3.000 pbx -> alice 200 sdp
        3.010 alice -> pbx ACK
        9.000 pbx -> alice BYE new
          +Reason: Q.850;cause=16
        9.010 alice -> pbx 200
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: a cause that its code stands for anyway', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 486 
          +Reason: Q.850;cause=17
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });
});
