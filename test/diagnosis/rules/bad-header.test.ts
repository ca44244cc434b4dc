import { describe, expect, test } from 'vitest';
import { rule, ruleForRegistrations } from '../../../src/diagnosis/rules/bad-header.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('bad-header', () => {
  test('fires: the refusal names the Contact', () => {
    const [finding] = firesOn(
      rule,
      `
      0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        !Contact: <sip:alice@192.0.2.10:[local_port>
      0.010 pbx -> alice 400 Bad Contact Header
      `,
    );
    expect(finding).toMatchObject({
      rule: 'bad-header',
      severity: 'failure',
      certainty: 'proven',
      atFault: 'caller',
      values: { named: 'yes', field: { text: 'Contact' }, code: 400 },
    });
    expect(quotes(finding).slice(0, 2)).toEqual([
      'SIP/2.0 400 Bad Contact Header',
      'Contact: <sip:alice@192.0.2.10:[local_port>',
    ]);
  });

  test('fires: a bare 400, the flaw stands in the request', () => {
    const [finding] = firesOn(
      ruleForRegistrations,
      `
      0.000 alice -> pbx REGISTER sip:atlanta.example.com
        !CSeq: REGISTER
      0.010 pbx -> alice 400
        !CSeq: REGISTER
      `,
    );
    expect(finding).toMatchObject({
      certainty: 'proven',
      values: { field: { text: 'CSeq' } },
      reasons: [{ key: 'flaw-seen' }],
    });
  });

  test('fires: a text of its own is only likely about the message', () => {
    expect(
      firesOn(rule, '0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp\n0.010 pbx -> alice 400 Nope')[0],
    ).toMatchObject({
      certainty: 'likely',
      values: { named: 'no' },
      reasons: [{ key: 'text-only', certainty: 'possible' }],
    });
  });

  test('near miss: 400 about signed identities, and Content-Length, which has its own rule', () => {
    expect(
      firesOn(
        rule,
        '0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp\n0.010 pbx -> alice 400 Bad Request (Missing Date)',
      ),
    ).toEqual([]);
    expect(
      firesOn(
        rule,
        '0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp\n0.010 pbx -> alice 400 Content-Length mis-match',
      ),
    ).toEqual([]);
    expect(firesOn(rule, '0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp\n0.010 pbx -> alice 404')).toEqual(
      [],
    );
  });
});
