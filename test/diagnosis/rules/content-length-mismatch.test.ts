import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/content-length-mismatch.ts';
import { firesOn, quotes } from '../rules.helper.ts';

const call = (length: string, answer: string): string => `
  0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
    !Content-Length: ${length}
  0.010 pbx -> alice ${answer}
  `;

describe('content-length-mismatch', () => {
  test('fires: the proxy names the field', () => {
    const [finding] = firesOn(rule, call('90', '400 Content-Length mis-match'));
    expect(finding).toMatchObject({
      rule: 'content-length-mismatch',
      severity: 'failure',
      certainty: 'proven',
      atFault: 'depends',
      values: { how: 'refused', code: 400 },
    });
    expect(quotes(finding)).toEqual(['SIP/2.0 400 Content-Length mis-match', 'Content-Length: 90']);
  });

  test('fires: a bare 400 to a wrong number is likely about it', () => {
    expect(firesOn(rule, call('90', '400'))[0]).toMatchObject({
      severity: 'failure',
      certainty: 'likely',
      reasons: [{ key: 'body-changed', atFault: 'network' }],
    });
  });

  test('fires: as a risk where a packet has nonsense in it and passes', () => {
    expect(firesOn(rule, call('bad', '486'))[0]).toMatchObject({ severity: 'risk', reasons: [{ key: 'no-number' }] });
  });

  test('near miss: 400 that names another field, and a body that the capture cut', () => {
    expect(firesOn(rule, call('900', '400 Bad Contact Header'))).toEqual([]);
    expect(firesOn(rule, call('900', '486'))).toEqual([]);
  });

  test('near miss: a text log may have changed the body', () => {
    expect(firesOn(rule, call('90', '486'), { file: 'sip.log' })).toEqual([]);
  });
});
