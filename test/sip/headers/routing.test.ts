import { describe, expect, it } from 'vitest';
import { parseDiversions } from '../../../src/sip/headers/diversion.ts';
import { parseHistoryInfo } from '../../../src/sip/headers/history-info.ts';
import { parseReferTo } from '../../../src/sip/headers/refer-to.ts';
import { parseReplaces } from '../../../src/sip/headers/replaces.ts';
import { parseRoute } from '../../../src/sip/headers/route.ts';

it('Route tells loose routers from strict ones', () => {
  expect(parseRoute('<sip:p1.example.com;lr>, <sip:p2.example.com>').map((hop) => [hop.uri?.host, hop.loose])).toEqual([
    ['p1.example.com', true],
    ['p2.example.com', false],
  ]);
});

it('Diversion says who diverted, why and how often', () => {
  expect(
    parseDiversions(
      '"Bob" <sip:bob@biloxi.example.com>;reason=user-busy;counter=2;limit=5, <tel:+12125550100>;reason=unconditional',
    ),
  ).toMatchObject([
    { displayName: 'Bob', reason: 'user-busy', counter: 2, limit: 5 },
    { uri: { user: '+12125550100' }, reason: 'unconditional' },
  ]);
});

describe('History-Info', () => {
  it('is a tree with the reasons for leaving each target', () => {
    const entries = parseHistoryInfo(
      '<sip:bob@biloxi.example.com?Reason=SIP%3Bcause%3D302>;index=1, <sip:bob@192.0.2.4>;index=1.1;mp=1',
    );
    expect(entries).toMatchObject([
      { index: '1', reasons: [{ protocol: 'SIP', cause: 302 }] },
      { index: '1.1', reasons: [], uri: { host: '192.0.2.4' } },
    ]);
  });

  it('may carry the cause of RFC 4458', () => {
    expect(
      parseHistoryInfo('<sip:voicemail@example.com;target=sip:bob%40biloxi.example.com;cause=486>;index=1.2'),
    ).toMatchObject([{ cause: 486 }]);
  });
});

describe('Refer-To', () => {
  it('names whom to call', () => {
    expect(parseReferTo('<sip:carol@example.com;method=INVITE>')).toMatchObject({
      uri: { user: 'carol' },
      method: 'INVITE',
    });
  });

  it('names the dialog to take over in an attended transfer', () => {
    expect(
      parseReferTo('<sip:carol@example.com?Replaces=98732%40192.0.2.1%3Bfrom-tag%3Dr33th4x0r%3Bto-tag%3Dff87ff>')
        .replaces,
    ).toEqual({
      callId: '98732@192.0.2.1',
      toTag: 'ff87ff',
      fromTag: 'r33th4x0r',
      earlyOnly: false,
    });
  });
});

it('Replaces may be for early dialogs only, and needs a Call-ID', () => {
  expect(parseReplaces('1@192.0.2.1;to-tag=7743;from-tag=6472;early-only')?.earlyOnly).toBe(true);
  expect(parseReplaces(';to-tag=1')).toBeUndefined();
});
