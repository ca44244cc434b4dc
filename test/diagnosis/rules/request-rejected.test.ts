import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/request-rejected.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('request-rejected', () => {
  test('fires: a refused MESSAGE', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx MESSAGE sip:bob@biloxi.example.com
        0.010 pbx -> alice 415
      `,
    );
    expect(finding).toMatchObject({
      rule: 'request-rejected',
      certainty: 'proven',
      atFault: 'depends',
      values: { code: 415, method: { value: 'token', text: 'MESSAGE' } },
      entries: ['response/415'],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 415');
    expect(said).toContain('MESSAGE');
  });

  test('fires: a ping to a peer that is out of service', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 pbx -> trunk OPTIONS sip:biloxi.example.com
        0.010 trunk -> pbx 503
      `,
    );
    expect(finding).toMatchObject({ rule: 'request-rejected', atFault: 'server' });
    const said = quotes(finding).join('\n');
    expect(said).toContain('SIP/2.0 503');
  });

  test('near miss: any other answer to a ping shows that somebody is there', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 pbx -> trunk OPTIONS sip:biloxi.example.com
        0.010 trunk -> pbx 404
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: a challenge', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx MESSAGE sip:bob@biloxi.example.com
        0.010 pbx -> alice 401
      `,
      ),
    ).toEqual([]);
  });
});
