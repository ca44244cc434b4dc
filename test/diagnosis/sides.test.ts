import { expect, test } from 'vitest';
import { diagnose } from './rules.helper.ts';

/** The caller is put off with a 503 once the trunk has been silent for 32 s; the trunk is asked at `second`. */
const silent = (second: number, trunk: string): string => `
    0.000 alice -> pbx INVITE sip:95550199@biloxi.example.com user=102
    0.010 pbx -> alice 100
    ${second.toFixed(3)} pbx -> trunk INVITE ${trunk} again=0.5,1.5,3.5,7.5,15.5,31.5
    ${(second + 32.08).toFixed(3)} pbx -> alice 503
    ${(second + 32.09).toFixed(3)} alice -> pbx ACK
  `;

test('silence on the far side of a B2BUA explains what the caller got', () => {
  const { findings } = diagnose(silent(0.02, 'sip:5550199@trunk.example.com call=b user=102'));
  expect(findings.map(({ rule, call }) => [rule, call])).toEqual([['invite-no-answer-udp', '2']]);
  expect(findings[0]?.explains).toContain('invite-100-then-timeout');
});

test('the same silence in a call of its own explains nothing of another', () => {
  const { findings } = diagnose(silent(9.02, 'sip:5550177@trunk.example.com call=b user=103'));
  expect(findings.map(({ rule }) => rule).toSorted()).toEqual(['invite-100-then-timeout', 'invite-no-answer-udp']);
});

const TRANSLATED = `
    0.000 alice -> pbx INVITE sip:95550199@biloxi.example.com user=102 sdp
    0.010 pbx -> alice 100
    0.020 pbx -> trunk INVITE sip:5550199@trunk.example.com call=b user=102 sdp
    0.200 trunk -> pbx 404 call=b
    0.210 pbx -> trunk ACK call=b
    0.220 pbx -> alice 603
    0.230 alice -> pbx ACK
  `;

test('what a B2BUA makes of a refusal is a symptom of that refusal, whatever the code', () => {
  const { findings } = diagnose(TRANSLATED);
  expect(findings.map(({ rule, call }) => [rule, call])).toEqual([['404-number', '2']]);
  expect(findings[0]?.explains).toEqual(['603-decline-human']);
});

test('one code passed through a B2BUA is one failure, told of the side that it came from', () => {
  const { findings } = diagnose(TRANSLATED.replace('alice 603', 'alice 404'));
  expect(findings.map(({ rule, call }) => [rule, call])).toEqual([['404-number', '2']]);
});

test('a refusal that came before the far side was asked is no symptom', () => {
  const { findings } = diagnose(
    TRANSLATED.replace('0.220 pbx -> alice 603', '0.150 pbx -> alice 603').replace('0.230 alice', '0.160 alice'),
  );
  expect(findings.map(({ rule }) => rule).toSorted()).toEqual(['404-number', '603-decline-human']);
});

test('a trunk that refused before another one took the call is a note', () => {
  const { verdict, findings, notes } = diagnose(`
    0.000 alice -> pbx INVITE sip:01632960777@biloxi.example.com user=102 sdp
    0.010 pbx -> alice 100
    0.020 pbx -> trunk INVITE sip:+441632960777@trunk.example.com call=b user=+441632960100 sdp
    0.120 trunk -> pbx 503 call=b
    0.130 pbx -> trunk ACK call=b
    0.140 pbx -> sbc INVITE sip:+441632960777@other.example.com call=c user=+441632960100 sdp
    2.000 sbc -> pbx 200 call=c sdp
    2.010 pbx -> sbc ACK call=c
    2.020 pbx -> alice 200 sdp
    2.030 alice -> pbx ACK
    9.000 alice -> pbx BYE
    9.010 pbx -> alice 200
    9.020 pbx -> sbc BYE call=c
    9.030 sbc -> pbx 200 call=c
  `);
  expect(findings).toEqual([]);
  expect(verdict).toBe('clear');
  expect(notes.map(({ rule, call, severity }) => [rule, call, severity])).toEqual([['503-local', '2', 'note']]);
});

test('what the caller got explains nothing of what the trunks said', () => {
  const { findings } = diagnose(`
    - alice -> pbx INVITE sip:5550199@biloxi.example.com user=102 sdp
    - pbx -> alice 100
    - pbx -> trunk INVITE sip:5550199@trunk.example.com call=b user=102 sdp
    - trunk -> pbx 503 call=b
      +Retry-After: 30
    - pbx -> trunk ACK call=b
    - pbx -> alice 503
      +Reason: Q.850;cause=34
    - alice -> pbx ACK
  `);
  expect(findings.map(({ rule }) => rule)).toContain('503-retry-after');
});
