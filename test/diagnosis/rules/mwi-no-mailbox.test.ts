import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/mwi-no-mailbox.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('mwi-no-mailbox', () => {
  test('fires: the answer says that there is no mailbox', () => {
    const [found] = firesOn(
      rule,
      `
      0.000 alice -> pbx SUBSCRIBE sip:alice@atlanta.example.com
        +Event: message-summary
      0.010 pbx -> alice 404 Not found (no mailbox)
      `,
    );
    expect(found).toMatchObject({
      rule: 'mwi-no-mailbox',
      certainty: 'proven',
      atFault: 'server',
      reasons: [{ key: 'told', certainty: 'proven' }],
    });
    expect(quotes(found).slice(0, 2)).toEqual(['SIP/2.0 404 Not found (no mailbox)', 'Event: message-summary']);
  });

  test('near miss: 404 to a subscription to presence', () => {
    expect(
      firesOn(
        rule,
        `
      0.000 alice -> pbx SUBSCRIBE sip:bob@atlanta.example.com
        +Event: presence
      0.010 pbx -> alice 404
      `,
      ),
    ).toEqual([]);
  });
});
