import { expect, it } from 'vitest';
import { parseAssertedIdentities, parseRemoteParty } from '../../../src/sip/headers/asserted-identity.ts';

it('P-Asserted-Identity may hold a SIP and a telephone URI', () => {
  expect(
    parseAssertedIdentities('"Alice" <sip:alice@atlanta.example.com>, <tel:+12125550100>').map(
      (address) => address.uri?.user,
    ),
  ).toEqual(['alice', '+12125550100']);
});

it.each([
  '<tel:+12125550100;verstat=TN-Validation-Passed>',
  '<sip:+12125550100;verstat=TN-Validation-Passed@example.com;user=phone>',
  '<sip:+12125550100@example.com>;verstat=TN-Validation-Passed',
])('the verification status stands anywhere: %s', (value) => {
  expect(parseAssertedIdentities(value)[0]?.verstat).toBe('TN-Validation-Passed');
});

it('Remote-Party-ID says whether the name was screened and is private', () => {
  expect(parseRemoteParty('"Alice" <sip:102@192.0.2.1>;party=calling;screen=no;privacy=off')).toMatchObject({
    displayName: 'Alice',
    party: 'calling',
    screen: 'no',
    privacy: 'off',
  });
});
