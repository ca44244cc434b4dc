import { describe, expect, test } from 'vitest';
import { rule, ruleOfTraces } from '../../../src/diagnosis/rules/reg-too-many.ts';
import { diagnose, firesOn, quotes } from '../rules.helper.ts';

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

  const REFUSED = `
        0.00 alice -> pbx REGISTER sip:atlanta.example.com
        0.05 pbx -> alice 401
        0.10 alice -> pbx REGISTER sip:atlanta.example.com auth
        0.11 log WARNING[12]: res_pjsip_registrar.c: Registration attempt from endpoint 'alice' (192.0.2.10:5060) to AOR 'alice' will exceed max contacts of 1
        0.15 pbx -> alice 403
      `;

  test('fires: the log says so where the answer does not, and no password is to blame', () => {
    const { findings } = diagnose(REFUSED, undefined, { file: 'full.log' });
    expect(findings.map(({ rule: id }) => id)).toEqual(['reg-too-many']);
    expect(findings[0]).toMatchObject({ certainty: 'proven', explains: ['reg-wrong-password'], values: { code: 403 } });
    expect(quotes(findings[0])[0]).toContain('will exceed max contacts of 1');
  });

  test('near miss: the line is about somebody else, a minute later', () => {
    const later = REFUSED.replace('0.11 log', '60.11 log').replace('0.15 pbx', '0.12 pbx');
    expect(firesOn(ruleOfTraces, later, { file: 'full.log' })).toEqual([]);
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
