import { describe, expect, it } from 'vitest';
import { parseIdentity } from '../../../src/sip/headers/identity.ts';

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const HEADER = encode({ alg: 'ES256', ppt: 'shaken', typ: 'passport', x5u: 'https://cert.example.com/p.cer' });
const CLAIMS = encode({
  attest: 'A',
  dest: { tn: ['12125550101'], uri: ['sip:bob@biloxi.example.com'] },
  iat: 1443208345,
  orig: { tn: '12125550100' },
  origid: '123e4567',
});

describe('Identity', () => {
  it('gives what the token claims, without verifying it', () => {
    expect(
      parseIdentity(`${HEADER}.${CLAIMS}.c2ln;info=<https://cert.example.com/p.cer>;alg=ES256;ppt="shaken"`),
    ).toEqual({
      alg: 'ES256',
      ppt: 'shaken',
      certificateUrl: 'https://cert.example.com/p.cer',
      attest: 'A',
      iat: 1443208345,
      orig: '12125550100',
      dest: ['12125550101', 'sip:bob@biloxi.example.com'],
      origid: '123e4567',
      compact: false,
      readable: true,
    });
  });

  it('may be compact, with all it says in its parameters', () => {
    expect(parseIdentity('..c2ln;info=<https://cert.example.com/p.cer>;ppt=shaken')).toEqual({
      ppt: 'shaken',
      certificateUrl: 'https://cert.example.com/p.cer',
      dest: [],
      compact: true,
      readable: true,
    });
  });

  it('may be a bare signature of RFC 4474', () => {
    expect(parseIdentity('"r5mwreLuyDRYBi/0TiPwEsY3rEVsk="')).toEqual({ dest: [], compact: false, readable: true });
  });

  it('may be unreadable', () => {
    expect(parseIdentity(`${HEADER}.@@@@.c2ln;ppt=shaken`)).toMatchObject({ ppt: 'shaken', readable: false, dest: [] });
    expect(parseIdentity('bnVsbA.MQ.x').readable).toBe(false);
  });

  it('is not fooled by claims of another shape', () => {
    expect(parseIdentity(`${HEADER}.${encode({ attest: 1, dest: 'x', iat: 'now', orig: [] })}.c2ln`)).toMatchObject({
      dest: [],
      readable: true,
    });
  });
});
