import { describe, expect, it } from 'vitest';
import { undoChatDamage } from '../../src/text/chat-damage.ts';

describe('what chats and editors do to a line is undone', () => {
  it.each([
    ['From: “Alice” <sip:alice@atlanta.example.com>', 'From: "Alice" <sip:alice@atlanta.example.com>', 'smart-quotes'],
    ['<— Received —>', '<-- Received -->', 'dashes'],
    ['branch=z9hG4bK–1', 'branch=z9hG4bK-1', 'dashes'],
    ['&lt;sip:bob@biloxi.example.com&gt;;tag=&quot;1&quot;', '<sip:bob@biloxi.example.com>;tag="1"', 'html-entities'],
    ['&#60;sip:bob@biloxi.example.com&#x3E;', '<sip:bob@biloxi.example.com>', 'html-entities'],
    ['&amp;lt; once only', '&lt; once only', 'html-entities'],
    ['<mailto:a@b.example.com|a@b.example.com>', 'a@b.example.com', 'chat-links'],
    ['<tel:+12025550143|+1 202>', '+1', undefined],
    [
      'Via: SIP/2.0/UDP <http://pbx.example.com|pbx.example.com>:5060',
      'Via: SIP/2.0/UDP pbx.example.com:5060',
      'chat-links',
    ],
    ['<sip:bob@biloxi.example.com|bob@biloxi.example.com>', '<sip:bob@biloxi.example.com>', 'chat-links'],
    [
      'ACK [sip:588@biloxi.example.com(https://);user=phone SIP/2.0',
      'ACK sip:588@biloxi.example.com;user=phone SIP/2.0',
      'markdown-links',
    ],
    ['[alice@atlanta.example.com](mailto:alice@atlanta.example.com)', 'alice@atlanta.example.com', 'markdown-links'],
    ['sip:[email protected];user=phone', 'sip:email-protected@hidden.invalid;user=phone', 'email-protected'],
    ['\u001b[1;32mINVITE\u001b[0m', 'INVITE', 'ansi'],
    ['\u200bVia:\u00a0SIP', 'Via: SIP', 'zero-width'],
    ['\\<sip:bob\\@biloxi.example.com\\>', '<sip:bob@biloxi.example.com>', 'backslashes'],
  ])('%s', (damaged, whole, kind) => {
    const kinds: string[] = [];
    const repaired = undoChatDamage(damaged, (one) => kinds.push(one));
    if (kind === undefined) return expect(repaired).toBe(damaged);
    expect(repaired).toBe(whole);
    expect(kinds).toContain(kind);
  });

  it.each([
    'From: "Алиса" <sip:alice@atlanta.example.com>;tag=1',
    'Contact: <sip:bob@[2001:db8::1]:5060>;expires=60',
    'INVITE sip:bob@biloxi.example.com;user=phone SIP/2.0',
    'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:abc|2^20|1:4',
    'Authorization: Digest username="alice", realm="atlanta", uri="sip:atlanta.example.com?a=1&b=2"',
  ])('leaves as it is: %s', (line) => {
    expect(undoChatDamage(line, () => expect.fail('counted a repair'))).toBe(line);
  });
});
