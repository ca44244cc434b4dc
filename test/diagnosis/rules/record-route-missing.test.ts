import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/record-route-missing.ts';
import { firesOn, quotes } from '../rules.helper.ts';

const CALL = `
      proxy = 198.51.100.1:5060 rr
      0.000 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
      0.010 proxy -> bob INVITE
      1.000 bob -> proxy 200 sdp
      1.010 proxy -> alice 200
      1.020 alice -> proxy ACK
      1.030 proxy -> bob ACK`;

describe('record-route-missing', () => {
  test('fires: the BYE of the caller lacks the Route and nobody takes it', () => {
    const [found] = firesOn(rule, `${CALL}\n20.000 alice -> bob BYE norr as=caller again=0.5,1.5,3.5,7.5`);
    expect(found).toMatchObject({
      rule: 'record-route-missing',
      certainty: 'proven',
      atFault: 'caller',
      values: { dropped: 'yes', method: { text: 'BYE' } },
      reasons: [{ key: 'route-dropped', certainty: 'proven' }],
    });
    expect(quotes(found)[1]).toBe('Record-Route: <sip:198.51.100.1;lr>'.replace('1;lr', '1:5060;lr'));
  });

  test('fires: the BYE goes to the proxy itself in place of the callee', () => {
    const [found] = firesOn(
      rule,
      `${CALL}\n20.000 alice -> proxy BYE sip:bob@198.51.100.1:5060 norr\n20.010 proxy -> alice 404 Not here`,
    );
    expect(found).toMatchObject({ certainty: 'proven', values: { dropped: 'yes', code: 404 } });
  });

  test('fires: the proxy does not know the request', () => {
    const [found] = firesOn(
      rule,
      `
      0.000 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
      0.010 proxy -> bob INVITE
      1.000 bob -> proxy 200 sdp
      1.010 proxy -> alice 200
      1.020 alice -> proxy ACK
      1.030 proxy -> bob ACK
      20.000 alice -> proxy BYE
      20.010 proxy -> alice 404 Not here
      `,
    );
    expect(found).toMatchObject({
      certainty: 'likely',
      atFault: 'server',
      values: { dropped: 'no', code: 404 },
      reasons: [{ key: 'not-recorded' }],
    });
  });

  test('fires: the ACK goes past the proxy and gets lost', () => {
    const [found] = firesOn(
      rule,
      `
      0.000 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
      0.010 proxy -> bob INVITE
      1.000 bob -> proxy 200 sdp again=0.5,1.5,3.5,7.5
      1.010 proxy -> alice 200 again=0.5,1.5,3.5,7.5
      1.020 alice -> bob ACK as=caller
      `,
    );
    expect(found).toMatchObject({
      certainty: 'likely',
      atFault: 'server',
      values: { method: { text: 'ACK' }, dropped: 'no' },
      reasons: [{ key: 'not-recorded' }],
    });
  });

  test('near miss: the requests follow the route', () => {
    expect(firesOn(rule, `${CALL}\n20.000 alice -> proxy BYE\n20.010 proxy -> alice 404`)).toEqual([]);
  });

  test('near miss: the proxy stays out, and the BYE goes straight through', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
        0.010 proxy -> bob INVITE
        1.000 bob -> proxy 200 sdp
        1.010 proxy -> alice 200
        1.020 alice -> bob ACK as=caller
        20.000 alice -> bob BYE as=caller
        20.010 bob -> alice 200
        `,
      ),
    ).toEqual([]);
  });
});
