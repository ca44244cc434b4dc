import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/reg-too-many.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('reg-too-many', () => {
  test('fires: the field of Kamailio and OpenSIPS', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 503 Service Unavailable
          +P-Registrar-Error: Too many registered contacts
      `,
    );
    expect(finding).toMatchObject({
      rule: 'reg-too-many',
      certainty: 'proven',
      atFault: 'server',
      values: { user: { text: 'alice' }, code: 503 },
    });
    expect(quotes(finding)).toContain('P-Registrar-Error: Too many registered contacts');
  });

  test('fires: the phrase', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 403 Too many contacts
      `,
    );
    expect(finding).toMatchObject({ certainty: 'proven', values: { code: 403 } });
  });

  test('near miss: a plain 503', () => {
    const [finding] = firesOn(
      rule,
      `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 503 Service Unavailable
      `,
    );
    expect(finding).toBeUndefined();
  });
});
