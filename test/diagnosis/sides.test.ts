import { expect, test } from 'vitest';
import { diagnose } from './rules.helper.ts';

test('silence on the far side of a B2BUA explains what the caller got', () => {
  const { findings } = diagnose(`
    0.000 alice -> pbx INVITE sip:95550199@biloxi.example.com user=102
    0.010 pbx -> alice 100
    0.020 pbx -> trunk INVITE sip:5550199@trunk.example.com call=b user=102 again=0.5,1.5,3.5,7.5,15.5,31.5
    32.100 pbx -> alice 503
    32.110 alice -> pbx ACK
  `);
  expect(findings.map(({ rule, call }) => [rule, call])).toEqual([['invite-no-answer-udp', '2']]);
  expect(findings[0]?.explains).toContain('invite-100-then-timeout');
});

test('the same silence in a call of its own explains nothing of another', () => {
  const { findings } = diagnose(`
    0.000 alice -> pbx INVITE sip:95550199@biloxi.example.com user=102
    0.010 pbx -> alice 100
    9.020 pbx -> trunk INVITE sip:5550177@trunk.example.com call=b user=103 again=0.5,1.5,3.5,7.5,15.5,31.5
    41.100 pbx -> alice 503
    41.110 alice -> pbx ACK
  `);
  expect(findings.map(({ rule }) => rule).toSorted()).toEqual(['invite-100-then-timeout', 'invite-no-answer-udp']);
});
