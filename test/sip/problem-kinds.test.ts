import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { flaw } from '../../src/sip/flaw.ts';
import { PROBLEM_KINDS } from '../../src/sip/problem-kinds.ts';
import { problems, readPasted } from './wire.ts';

describe('kinds of problems', () => {
  it('are sorted, and each stands in the README', () => {
    const kinds = Object.keys(PROBLEM_KINDS);
    const readme = readFileSync(new URL('../../src/sip/README.md', import.meta.url), 'utf8');
    expect(kinds).toEqual([...kinds].sort());
    expect([...readme.matchAll(/^\| `([a-z0-9-]+)` +\|/gm)].map((row) => row[1])).toEqual(kinds);
  });
});

describe('the detail of a problem', () => {
  it('is cut', () => {
    expect(flaw('date-invalid', 'RFC 3261 20.17', 'x'.repeat(500)).detail).toHaveLength(123);
  });

  it.each([
    'INVITE  sip:alice:Canary1@atlanta.example.com SIP/2.0',
    'nonce="Canary1", algorithm=MD5',
    'response=Canary1,qop=auth',
    'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:Canary1',
    'a=ice-pwd:Canary1',
    'a=fingerprint:sha-256 Canary1',
  ])('holds no secret: %s', (detail) => {
    expect(flaw('sdp-line-invalid', 'RFC 8866 5', detail).detail).not.toContain('Canary1');
  });

  it('holds no secret of a whole damaged message', () => {
    const message = readPasted(`
      REGISTER  sip:alice:Canary1@atlanta.example.com SIP/2.0
      From: <sip:alice:Canary1@atlanta.example.com
      Authorization Digest username="alice", response="Canary1"
      Contact: sip:alice:Canary1@192.0.2.1?x

    `);
    expect(problems(message).length).toBeGreaterThan(5);
    expect(JSON.stringify(message.problems)).not.toContain('Canary1');
  });
});
