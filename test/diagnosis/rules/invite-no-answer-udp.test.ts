import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/invite-no-answer-udp.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('invite-no-answer-udp', () => {
  test('fires: seven copies and no response, whoever captured', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp again=0.5,1.5,3.5,7.5,15.5,31.5
      `,
    );
    expect(finding).toMatchObject({
      rule: 'invite-no-answer-udp',
      certainty: 'proven',
      atFault: 'depends',
      values: { count: 7, seconds: 31.5 },
      reasons: [],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('INVITE sip:bob@biloxi.example.com SIP/2.0');
  });

  test('fires: an ICMP error tells the reason', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
        0.001 pbx !> alice icmp 3/3
      `,
    );
    expect(finding).toMatchObject({
      rule: 'invite-no-answer-udp',
      certainty: 'proven',
      atFault: 'server',
      reasons: [{ key: 'port-closed', certainty: 'likely', atFault: 'server' }],
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('INVITE sip:bob@biloxi.example.com SIP/2.0');
    expect(said).toContain('ICMP 3/3');
  });

  test('fires: the proxy tells of a silent callee with 408', () => {
    const [finding] = firesOn(
      rule,
      `
        0.000 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
        0.001 proxy -> alice 100
        0.002 proxy -> bob INVITE again=0.5,1.5,3.5,7.5
        30.000 proxy -> alice 408
        30.010 alice -> proxy ACK
      `,
    );
    expect(finding).toMatchObject({
      rule: 'invite-no-answer-udp',
      certainty: 'proven',
      atFault: 'depends',
      values: { count: 5 },
    });
    const said = quotes(finding).join('\n');
    expect(said).toContain('INVITE');
    expect(said).toContain('SIP/2.0 408');
  });

  test('fires: five copies in 7.5 s, then the capture stops: likely', () => {
    const [finding] = firesOn(rule, '0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp again=0.5,1.5,3.5,7.5');
    expect(finding).toMatchObject({ certainty: 'likely', values: { count: 5, seconds: 7.5 } });
  });

  test('near miss: three copies, then the capture stops', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp again=0.5,1.5
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: a late 100 after two copies', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp again=0.5,1.5
        2.000 pbx -> alice 100
        4.000 pbx -> alice 180
      `,
      ),
    ).toEqual([]);
  });

  test('near miss: one silent branch of a call that another phone answers', () => {
    expect(
      firesOn(
        rule,
        `
        0.000 alice -> proxy INVITE sip:bob@biloxi.example.com sdp
        0.002 proxy -> carol INVITE again=0.5,1.5,3.5
        0.003 proxy -> bob INVITE
        2.000 bob -> proxy 200 sdp
        2.001 proxy -> alice 200
        2.010 alice -> proxy ACK
        2.011 proxy -> bob ACK
      `,
      ),
    ).toEqual([]);
  });
});
