import { describe, expect, it } from 'vitest';
import { parseAuthenticationInfo } from '../../../src/sip/headers/authentication-info.ts';
import { parseChallenges } from '../../../src/sip/headers/challenge.ts';
import { checkAuthentication, parseCredentials } from '../../../src/sip/headers/credentials.ts';

describe('a challenge', () => {
  it('has a realm, a nonce, an algorithm and qualities of protection', () => {
    expect(
      parseChallenges(
        'Digest realm="atlanta.example.com, main", nonce="84f1c1ae", opaque="", stale=FALSE, algorithm=SHA-256, qop="auth, auth-int"',
      ),
    ).toMatchObject([
      {
        scheme: 'Digest',
        realm: 'atlanta.example.com, main',
        nonce: '84f1c1ae',
        opaque: '',
        stale: false,
        algorithm: 'SHA-256',
        qop: ['auth', 'auth-int'],
      },
    ]);
  });

  it('says that only the nonce was too old', () => {
    expect(parseChallenges('Digest realm="a", nonce="b", stale=true')[0]?.stale).toBe(true);
  });

  it('says nothing of a stale nonce where it has no such parameter', () => {
    expect(parseChallenges('Digest realm="a", nonce="b"')[0]).not.toHaveProperty('stale');
  });

  it('may be one of two in a row', () => {
    expect(
      parseChallenges('Digest realm="a", algorithm=SHA-256, nonce="1", Digest realm="a", algorithm=MD5, nonce="2"').map(
        (challenge) => [challenge.algorithm, challenge.nonce],
      ),
    ).toEqual([
      ['SHA-256', '1'],
      ['MD5', '2'],
    ]);
  });

  it('may be spread out with blanks', () => {
    expect(parseChallenges('Digest  realm = "a" ,nonce= "b"')).toMatchObject([{ realm: 'a', nonce: 'b' }]);
  });
});

describe('credentials', () => {
  const value =
    'Digest username="alice", realm="a", nonce="n", uri="sip:a.example.com", response="r", algorithm=MD5, cnonce="c", qop=auth, nc=00000001';

  it('have a user, a realm and the answer to the challenge', () => {
    expect(parseCredentials(value)).toMatchObject({
      scheme: 'Digest',
      username: 'alice',
      realm: 'a',
      nonce: 'n',
      uri: 'sip:a.example.com',
      response: 'r',
      algorithm: 'MD5',
      cnonce: 'c',
      qop: 'auth',
      nc: '00000001',
    });
  });

  it('may be empty', () => {
    expect(parseCredentials('')).toBeUndefined();
    expect(checkAuthentication('')).toMatchObject([{ kind: 'header-empty' }]);
  });

  it('of an unknown scheme are told by the scheme alone', () => {
    expect(checkAuthentication(value)).toBeUndefined();
    expect(checkAuthentication('NoOneKnowsThis secret=1')).toEqual([
      { kind: 'auth-scheme-unknown', clause: 'RFC 3261 22.1', detail: 'NoOneKnowsThis' },
    ]);
  });
});

it('Authentication-Info gives the next nonce', () => {
  expect(parseAuthenticationInfo('nextnonce="47364c23", qop=auth, rspauth="x", nc=00000001')).toEqual({
    nextnonce: '47364c23',
    qop: 'auth',
    rspauth: 'x',
    nc: '00000001',
  });
});
