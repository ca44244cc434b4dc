import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/q850-by-class.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('q850-by-class', () => {
  test('fires: a value that Q.850 leaves free', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 503 
          +Reason: Q.850;cause=37
        0.210 alice -> pbx ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'q850-by-class',
      severity: 'failure',
      certainty: 'proven',
      atFault: 'server',
      values: { cause: 37, asIf: 47 },
      entries: ['cause/47', 'response/503'],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('Reason: Q.850;cause=37');
  });

  test('fires: of the normal class: a note', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        0.010 pbx -> alice 100
        1.000 pbx -> alice 180
        3.000 pbx -> alice 200 sdp
        3.010 alice -> pbx ACK
        9.000 pbx -> alice BYE new
          +Reason: Q.850;cause=15
        9.010 alice -> pbx 200
      `,
    );
    expect(finding).toMatchObject({ rule: 'q850-by-class', severity: 'note', values: { cause: 15, asIf: 31 } });
    const said = quotes(finding).join('\n');
    expect(said).toContain('Reason: Q.850;cause=15');
  });

  test('near miss: an assigned value', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:+12025550143@biloxi.example.com sdp
        0.010 pbx -> alice 100
        0.200 pbx -> alice 503 
          +Reason: Q.850;cause=38
        0.210 alice -> pbx ACK
      `,
      ),
    ).toEqual([]);
  });
});
