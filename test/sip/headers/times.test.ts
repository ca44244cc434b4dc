import { describe, expect, it } from 'vitest';
import { checkDate, parseDate } from '../../../src/sip/headers/date.ts';
import { checkSeconds, parseExpires } from '../../../src/sip/headers/expires.ts';
import { checkMaxForwards, parseMaxForwards } from '../../../src/sip/headers/max-forwards.ts';
import { checkRetryAfter, parseRetryAfter } from '../../../src/sip/headers/retry-after.ts';
import { checkSessionTimer, parseSessionTimer } from '../../../src/sip/headers/session-timer.ts';

describe('Date', () => {
  it('is milliseconds since the epoch', () => {
    expect(parseDate('Sat, 13 Nov 2010 23:29:00 GMT')).toBe(Date.UTC(2010, 10, 13, 23, 29, 0));
  });

  it.each(['Fri, 01 Jan 2010 16:00:00 EST', '2025-06-13T05:07:58.112', 'Sat, 31 Feb 2010 10:00:00 GMT', ''])(
    'is not %j',
    (value) => {
      expect(parseDate(value)).toBeUndefined();
      expect(checkDate(value)).toMatchObject([{ kind: 'date-invalid' }]);
    },
  );
});

it.each([
  ['3600', 3600, undefined],
  ['0', 0, undefined],
  ['soon', undefined, 'seconds-invalid'],
  ['-1', undefined, 'seconds-invalid'],
  ['4294967296', 4294967296, 'seconds-too-large'],
])('Expires: %s', (value, seconds, kind) => {
  expect(parseExpires(value)).toBe(seconds);
  expect(checkSeconds(value)?.[0]?.kind).toBe(kind);
});

it.each([
  ['5', { seconds: 5 }, undefined],
  ['18000;duration=3600', { seconds: 18000, duration: 3600 }, undefined],
  ['120 (I am in a meeting)', { seconds: 120, comment: 'I am in a meeting' }, undefined],
  ['later', undefined, 'seconds-invalid'],
])('Retry-After: %s', (value, expected, kind) => {
  expect(parseRetryAfter(value)).toEqual(expected);
  expect(checkRetryAfter(value)?.[0]?.kind).toBe(kind);
});

it.each([
  ['1800;refresher=uas', { seconds: 1800, refresher: 'uas' }, undefined],
  ['1800 ; refresher=UAC', { seconds: 1800, refresher: 'uac' }, undefined],
  ['90', { seconds: 90 }, undefined],
  ['60', { seconds: 60 }, 'session-timer-short'],
  ['never', undefined, 'seconds-invalid'],
])('Session-Expires: %s', (value, expected, kind) => {
  expect(parseSessionTimer(value)).toEqual(expected);
  expect(checkSessionTimer(value)?.[0]?.kind).toBe(kind);
});

it.each([
  ['70', 70, undefined],
  ['0068', 68, undefined],
  ['0', 0, 'max-forwards-zero'],
  ['300', 300, 'max-forwards-invalid'],
  ['x', undefined, 'max-forwards-invalid'],
])('Max-Forwards: %s', (value, hops, kind) => {
  expect(parseMaxForwards(value)).toBe(hops);
  expect(checkMaxForwards(value)?.[0]?.kind).toBe(kind);
});
