import { expect, it } from 'vitest';
import { checkContact, parseContacts } from '../../../src/sip/headers/contact.ts';

it('Contact has an expiry and a preference', () => {
  expect(parseContacts('<sip:bob@192.0.2.4>;expires=3600;q=0.7')).toMatchObject([
    { star: false, uri: { host: '192.0.2.4' }, expires: 3600, q: 0.7 },
  ]);
});

it('Contact may be a star', () => {
  expect(parseContacts('*')).toMatchObject([{ star: true }]);
  expect(checkContact('*')).toBeUndefined();
});

it('several share a row', () => {
  expect(
    parseContacts('"Mr, Bob" <sip:bob@192.0.2.4>, <sip:bob@192.0.2.5>').map((contact) => contact.uri?.host),
  ).toEqual(['192.0.2.4', '192.0.2.5']);
});

it.each([
  ['<sip:bob@192.0.2.4>;expires=60', undefined],
  ['', ['header-empty']],
  ['<sip:bob@192.0.2.4>;expires=280297596632815', ['seconds-too-large']],
  ['<sip:bob@192.0.2.4>;expires=soon', ['seconds-invalid']],
  ['sip:user@example.com?Route=%3Csip:sip.example.com%3E', ['uri-needs-brackets']],
])('what is odd about %s', (value, kinds) => {
  expect(checkContact(value)?.map((odd) => odd.kind)).toEqual(kinds);
});
