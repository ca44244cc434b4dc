import { describe, expect, test } from 'vitest';
import { rule, ruleForCalls } from '../../../src/diagnosis/rules/reg-authuser-mismatch.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('reg-authuser-mismatch', () => {
  test('fires: the phrase names the auth ID', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401
        0.10 alice -> pbx REGISTER auth=carol
        0.15 pbx -> alice 403 Username/auth name mismatch
      `,
    );
    expect(finding).toMatchObject({
      rule: 'reg-authuser-mismatch',
      certainty: 'proven',
      atFault: 'caller',
      values: { user: { text: 'alice' }, login: { text: 'carol' }, code: 403 },
    });
    expect(quotes(finding).join('\n')).toMatch(
      /403 Username\/auth name mismatch[^]*username="carol"[^]*To: <sip:alice@/,
    );
  });

  test('fires: a plain 403, less surely', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401
        0.10 alice -> pbx REGISTER auth=carol
        0.15 pbx -> alice 403
      `,
    );
    expect(finding).toMatchObject({ certainty: 'likely' });
  });

  test('near miss: the login is the account with its domain', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401
        0.10 alice -> pbx REGISTER auth=alice@atlanta.example.com
        0.15 pbx -> alice 403
      `,
    );
    expect(finding).toBeUndefined();
  });

  test('near miss: another login is accepted', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401
        0.10 alice -> pbx REGISTER auth=carol
        0.15 pbx -> alice 200
      `,
    );
    expect(finding).toBeUndefined();
  });

  test('near miss: a call with another caller number, refused without words', () => {
    const [finding] = firesOn(
      ruleForCalls,
      `
        0.00 alice -> proxy INVITE sip:bob@biloxi.example.com sdp user=+12025550143
        0.05 proxy -> alice 407
        0.06 alice -> proxy ACK
        0.10 alice -> proxy INVITE auth=alice sdp
        0.20 proxy -> alice 403
        0.21 alice -> proxy ACK
      `,
    );
    expect(finding).toBeUndefined();
  });
});
