import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/registration-rejected.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('registration-rejected', () => {
  test('fires: refused without a rule of its own', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx REGISTER sip:atlanta.example.com
        0.010 pbx -> alice 480 No DNS results
      `,
    );
    expect(finding).toMatchObject({
      rule: 'registration-rejected',
      certainty: 'proven',
      reasons: [{ key: 'dns', certainty: 'proven', atFault: 'server' }],
      entries: ['response/480'],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 480 No DNS results');
    expect(said).toContain('REGISTER');
  });

  test('near miss: the first challenge', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx REGISTER sip:atlanta.example.com
        0.010 pbx -> alice 401
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: accepted', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx REGISTER sip:atlanta.example.com
        0.010 pbx -> alice 200
      `,
      ),
    ).toEqual([]);
  });
});
