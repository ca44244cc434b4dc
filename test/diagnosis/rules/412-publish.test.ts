import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/412-publish.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('412-publish', () => {
  test('fires: the entity tag is unknown', () => {
    const [found] = firesOn(
      rule,
      `
      0.000 alice -> pbx PUBLISH sip:alice@atlanta.example.com
        +Event: presence
        +SIP-If-Match: dx200xyz
      0.010 pbx -> alice 412 Conditional Request Failed
      `,
    );
    expect(found).toMatchObject({
      rule: '412-publish',
      certainty: 'proven',
      atFault: 'caller',
      entries: ['response/412'],
    });
    expect(quotes(found)).toEqual(['SIP/2.0 412 Conditional Request Failed', 'SIP-If-Match: dx200xyz']);
  });

  test('near miss: the publication is refreshed', () => {
    expect(
      firesOn(
        rule,
        `
      0.000 alice -> pbx PUBLISH sip:alice@atlanta.example.com
        +Event: presence
        +SIP-If-Match: dx200xyz
      0.010 pbx -> alice 200
      `,
      ),
    ).toEqual([]);
  });
});
