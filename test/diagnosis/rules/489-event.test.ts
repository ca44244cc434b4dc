import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/489-event.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('489-event', () => {
  test('fires: the server has other event packages', () => {
    const [found] = firesOn(
      rule,
      `
      0.000 alice -> pbx SUBSCRIBE sip:bob@biloxi.example.com
        +Event: presence
      0.010 pbx -> alice 489 Bad Event
        +Allow-Events: message-summary, refer
      `,
    );
    expect(found).toMatchObject({
      rule: '489-event',
      certainty: 'proven',
      atFault: 'depends',
      values: { event: { text: 'presence' }, allowed: { text: 'message-summary, refer' } },
      reasons: [{ key: 'not-allowed', certainty: 'proven' }],
    });
    expect(quotes(found)).toEqual(['SIP/2.0 489 Bad Event', 'Event: presence', 'Allow-Events: message-summary, refer']);
  });

  test('fires: the request names no event', () => {
    const [found] = firesOn(
      rule,
      `
      0.000 alice -> pbx SUBSCRIBE sip:bob@biloxi.example.com
      0.010 pbx -> alice 489 Bad Event
    `,
    );
    expect(found).toMatchObject({ atFault: 'caller', reasons: [{ key: 'no-event' }] });
  });

  test('near miss: the subscription is accepted', () => {
    expect(
      firesOn(
        rule,
        `
      0.000 alice -> pbx SUBSCRIBE sip:bob@biloxi.example.com
        +Event: presence
      0.010 pbx -> alice 200
      `,
      ),
    ).toEqual([]);
  });
});
