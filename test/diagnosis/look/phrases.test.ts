import { describe, expect, test } from 'vitest';
import { meaningOf } from '../../../src/diagnosis/look/phrases.ts';

describe('what a reason phrase says', () => {
  test.each([
    [480, 'No money left', 'no-money'],
    [403, 'Insufficient Funds', 'no-money'],
    [486, 'Call limit reached', 'channel-limit'],
    [480, 'Temporarily Unavailable (Call limit)', 'channel-limit'],
    [503, 'Too many concurrent calls', 'channel-limit'],
    [480, 'CPS limit', 'cps-limit'],
    [403, 'Call rate exceeded', 'cps-limit'],
    [404, 'No Route', 'no-route'],
    [403, 'Destination Number is not allowed for service plan D12', 'no-route'],
    [403, 'Destination Number is invalid D11', 'number-invalid'],
    [478, 'Unresolvable destination (478/TM)', 'dns'],
    [477, 'Unfortunately error on sending to next hop occurred (477/SL)', 'send-failed'],
    [500, "I'm terribly sorry, server error occurred (1/SL)", 'server-fault'],
    [480, 'Codec Mismatch', 'no-codec'],
    [403, 'Wrong Guess', 'credentials'],
  ] as const)('%i %s', (code, phrase, meaning) => {
    expect(meaningOf(code, phrase)).toBe(meaning);
  });

  test.each([
    [404, 'Not Found'],
    [480, 'Temporarily Unavailable'],
    [480, 'Temporarily not available'],
    [486, 'Busy Here'],
    [503, 'Service Unavailable'],
    [603, 'Decline'],
    [408, 'Request Timeout'],
    [200, 'No money left'],
    [480, ''],
  ])('%i %s says nothing beyond its code', (code, phrase) => {
    expect(meaningOf(code, phrase)).toBeUndefined();
  });
});
