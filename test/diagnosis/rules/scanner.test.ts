import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/scanner.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('scanner', () => {
  test('fires: the tool names itself', () => {
    const [finding] = firesOn(
      rule,
      `
        eve = 198.51.100.66 ua="friendly-scanner"
        0.0 eve -> pbx OPTIONS sip:100@atlanta.example.com
        0.1 pbx -> eve 200
      `,
    );
    expect(finding).toMatchObject({
      rule: 'scanner',
      call: null,
      certainty: 'proven',
      atFault: 'caller',
      about: { address: '198.51.100.66' },
      values: { named: 'yes', agent: { text: 'friendly-scanner' }, count: 1 },
    });
    expect(quotes(finding)[0]).toBe('OPTIONS sip:100@atlanta.example.com SIP/2.0');
  });

  test('fires: one address asks for a dozen unknown users', () => {
    const [finding] = firesOn(
      rule,
      `
        eve = 198.51.100.66

        0.0 eve -> pbx REGISTER sip:atlanta.example.com user=100 call=c0
        0.1 pbx -> eve 404 call=c0
        1.0 eve -> pbx REGISTER sip:atlanta.example.com user=101 call=c1
        1.1 pbx -> eve 404 call=c1
        2.0 eve -> pbx REGISTER sip:atlanta.example.com user=102 call=c2
        2.1 pbx -> eve 404 call=c2
        3.0 eve -> pbx REGISTER sip:atlanta.example.com user=103 call=c3
        3.1 pbx -> eve 404 call=c3
        4.0 eve -> pbx REGISTER sip:atlanta.example.com user=104 call=c4
        4.1 pbx -> eve 404 call=c4
        5.0 eve -> pbx REGISTER sip:atlanta.example.com user=105 call=c5
        5.1 pbx -> eve 404 call=c5
        6.0 eve -> pbx REGISTER sip:atlanta.example.com user=106 call=c6
        6.1 pbx -> eve 404 call=c6
        7.0 eve -> pbx REGISTER sip:atlanta.example.com user=107 call=c7
        7.1 pbx -> eve 404 call=c7
        8.0 eve -> pbx REGISTER sip:atlanta.example.com user=108 call=c8
        8.1 pbx -> eve 404 call=c8
        9.0 eve -> pbx REGISTER sip:atlanta.example.com user=109 call=c9
        9.1 pbx -> eve 404 call=c9
        10.0 eve -> pbx REGISTER sip:atlanta.example.com user=110 call=c10
        10.1 pbx -> eve 404 call=c10
        11.0 eve -> pbx REGISTER sip:atlanta.example.com user=111 call=c11
        11.1 pbx -> eve 404 call=c11
      `,
    );
    expect(finding).toMatchObject({ certainty: 'likely', values: { named: 'no', users: 12 }, reasons: [] });
  });

  test('fires: and gets in', () => {
    const [finding] = firesOn(
      rule,
      `
        eve = 198.51.100.66 ua="friendly-scanner"
        0.0 eve -> pbx REGISTER sip:atlanta.example.com
        0.1 pbx -> eve 401
        0.2 eve -> pbx REGISTER auth
        0.3 pbx -> eve 200
      `,
    );
    expect(finding?.reasons).toEqual([{ key: 'got-in', certainty: 'proven', atFault: 'server' }]);
  });

  test('near miss: a few unknown users', () => {
    const [finding] = firesOn(
      rule,
      `
        eve = 198.51.100.66

        0.0 eve -> pbx REGISTER sip:atlanta.example.com user=100 call=c0
        0.1 pbx -> eve 404 call=c0
        1.0 eve -> pbx REGISTER sip:atlanta.example.com user=101 call=c1
        1.1 pbx -> eve 404 call=c1
        2.0 eve -> pbx REGISTER sip:atlanta.example.com user=102 call=c2
        2.1 pbx -> eve 404 call=c2
        3.0 eve -> pbx REGISTER sip:atlanta.example.com user=103 call=c3
        3.1 pbx -> eve 404 call=c3
      `,
    );
    expect(finding).toBeUndefined();
  });

  test('near miss: a dozen accounts behind one address, registered', () => {
    const [finding] = firesOn(
      rule,
      `
        eve = 198.51.100.66

        0.0 eve -> pbx REGISTER sip:atlanta.example.com user=100 call=c0
        0.1 pbx -> eve 401 call=c0
        0.2 eve -> pbx REGISTER auth call=c0
        0.3 pbx -> eve 200 call=c0
        1.0 eve -> pbx REGISTER sip:atlanta.example.com user=101 call=c1
        1.1 pbx -> eve 401 call=c1
        1.2 eve -> pbx REGISTER auth call=c1
        1.3 pbx -> eve 200 call=c1
        2.0 eve -> pbx REGISTER sip:atlanta.example.com user=102 call=c2
        2.1 pbx -> eve 401 call=c2
        2.2 eve -> pbx REGISTER auth call=c2
        2.3 pbx -> eve 200 call=c2
        3.0 eve -> pbx REGISTER sip:atlanta.example.com user=103 call=c3
        3.1 pbx -> eve 401 call=c3
        3.2 eve -> pbx REGISTER auth call=c3
        3.3 pbx -> eve 200 call=c3
        4.0 eve -> pbx REGISTER sip:atlanta.example.com user=104 call=c4
        4.1 pbx -> eve 401 call=c4
        4.2 eve -> pbx REGISTER auth call=c4
        4.3 pbx -> eve 200 call=c4
        5.0 eve -> pbx REGISTER sip:atlanta.example.com user=105 call=c5
        5.1 pbx -> eve 401 call=c5
        5.2 eve -> pbx REGISTER auth call=c5
        5.3 pbx -> eve 200 call=c5
        6.0 eve -> pbx REGISTER sip:atlanta.example.com user=106 call=c6
        6.1 pbx -> eve 401 call=c6
        6.2 eve -> pbx REGISTER auth call=c6
        6.3 pbx -> eve 200 call=c6
        7.0 eve -> pbx REGISTER sip:atlanta.example.com user=107 call=c7
        7.1 pbx -> eve 401 call=c7
        7.2 eve -> pbx REGISTER auth call=c7
        7.3 pbx -> eve 200 call=c7
        8.0 eve -> pbx REGISTER sip:atlanta.example.com user=108 call=c8
        8.1 pbx -> eve 401 call=c8
        8.2 eve -> pbx REGISTER auth call=c8
        8.3 pbx -> eve 200 call=c8
        9.0 eve -> pbx REGISTER sip:atlanta.example.com user=109 call=c9
        9.1 pbx -> eve 401 call=c9
        9.2 eve -> pbx REGISTER auth call=c9
        9.3 pbx -> eve 200 call=c9
        10.0 eve -> pbx REGISTER sip:atlanta.example.com user=110 call=c10
        10.1 pbx -> eve 401 call=c10
        10.2 eve -> pbx REGISTER auth call=c10
        10.3 pbx -> eve 200 call=c10
        11.0 eve -> pbx REGISTER sip:atlanta.example.com user=111 call=c11
        11.1 pbx -> eve 401 call=c11
        11.2 eve -> pbx REGISTER auth call=c11
        11.3 pbx -> eve 200 call=c11
      `,
    );
    expect(finding).toBeUndefined();
  });
});
