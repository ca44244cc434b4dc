import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCallTracker } from '../../src/calls/tracker.ts';
import type { AnyCall } from '../../src/calls/types.ts';
import { loadCatalog } from '../../src/catalog/index.ts';
import type { Finding } from '../../src/diagnosis/rule.ts';
import { openTrace, type TraceResult } from '../../src/explain/trace.ts';
import { redactTrace } from '../../src/privacy/redact.ts';
import { isKnownMethod } from '../../src/sip/methods.ts';
import { knownHeader } from '../../src/sip/names.ts';
import { ladder } from '../ladder.helper.ts';
import { identifying } from './values.helper.ts';

const catalog = loadCatalog(join(import.meta.dirname, '../../catalog'));
const read = (file: string, bytes: Uint8Array): TraceResult => {
  const session = openTrace(catalog, file);
  session.push(bytes);
  return session.end();
};

/** Rules that look at what no message says: media, ICMP, TCP, and how the copy itself was written. */
const BEYOND_MESSAGES =
  /^(?:one-way|early-media|488-private-ip|media|rtp|no-media|dtmf|codec-|silence|srtp)|icmp|refused|tls-cert/;

/** A voice that stays away after a resume is media; a resume that is refused is not. */
const isOfMessages = ({ rule, values }: Finding): boolean =>
  !BEYOND_MESSAGES.test(rule) && !(rule === 'hold-no-resume' && values['how'] === 'silent');

/** Names of products stand in Server and User-Agent, whoever bears them as a name of his own. */
const PRODUCT = /^(?:asterisk|freeswitch|linphone|sipsak|baresip|sipp|session)$/i;

const messagesOf = (calls: Iterable<AnyCall>) => [...new Set([...calls].flatMap((call) => call.messages))];
const shapeOf = (result: TraceResult) =>
  [...result.calls.values()]
    .toSorted((a, b) => Number(a.id) - Number(b.id))
    .map(
      (call) => `${call.kind} ${call.method} ${call.outcome} ${call.statusCode ?? ''} ${call.messages.length} messages`,
    );

/** The values of the original that stand in the copy, in a field of its kind or anywhere where they are long. */
function leaksOf(result: TraceResult, text: string, copy: TraceResult): string[] {
  const originals = new Set(messagesOf(result.calls.values()).flatMap(({ message }) => [...identifying(message)]));
  const copied = new Set(messagesOf(copy.calls.values()).flatMap(({ message }) => [...identifying(message)]));
  const lower = text.toLowerCase();
  return [...originals].filter(
    (value) =>
      copied.has(value) ||
      (value.length >= 6 &&
        lower.includes(value.toLowerCase()) &&
        knownHeader(value) === undefined &&
        !isKnownMethod(value.toUpperCase()) &&
        !PRODUCT.test(value)),
  );
}

const SAMPLES = join(import.meta.dirname, '../trace/samples');
const CASES = join(import.meta.dirname, '../cases');
const files = [
  ...readdirSync(SAMPLES)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => join(SAMPLES, name)),
  ...(existsSync(CASES)
    ? readdirSync(CASES, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .flatMap(({ name: folder }) =>
          readdirSync(join(CASES, folder))
            .filter((name) => name.startsWith('trace.'))
            .map((name) => join(CASES, folder, name)),
        )
    : []),
];

describe.each(files.map((file) => [file.split('/').slice(-2).join('/'), file]))('%s', (_, file) => {
  const original = read('trace', readFileSync(file));
  const { text } = redactTrace(original);
  const copy = read('copy', Buffer.from(text));

  test('the copy holds nothing that says who, where or by which secret', () => {
    expect(leaksOf(original, text, copy)).toEqual([]);
  });
  test('the copy reads as the same calls', () => {
    expect(shapeOf(copy)).toEqual(shapeOf(original));
  });
  test('the copy gives the same verdict', () => {
    const findings = (result: TraceResult) =>
      [...new Set(result.diagnosis.findings.filter(isOfMessages).map(({ rule }) => rule))].sort();
    expect(findings(copy)).toEqual(findings(original));
    if (findings(original).length === original.diagnosis.findings.length)
      expect(copy.diagnosis.verdict).toBe(original.diagnosis.verdict);
  });
});

test('a known log line of a product stays known', () => {
  const lost = catalog.entries('en').flatMap((entry) =>
    entry.kind !== 'log'
      ? []
      : entry.samples.flatMap((sample) => {
          const original = read('log', Buffer.from(`${sample}\n`));
          const known = original.logLines.filter((line) => line.entry === entry.id);
          if (known.length === 0) return [];
          const { text } = redactTrace({ calls: new Map(), logLines: known, summary: original.summary });
          const copy = read('copy', Buffer.from(text));
          const addresses = (sample.match(/\b(?:\d{1,3}\.){3}\d{1,3}\b/g) ?? []).filter(
            (address) => !/^(?:127\.|0\.0\.0\.0)/.test(address) && text.includes(address),
          );
          return copy.logLines.some((line) => line.entry === entry.id) && addresses.length === 0
            ? []
            : [`${entry.id}: ${text}`];
        }),
  );
  expect(lost).toEqual([]);
});

/** The copy of a ladder. */
function redacted(drawing: string, options: Parameters<typeof ladder>[1] = {}) {
  const { messages, summary, logLines } = ladder(drawing, options);
  const tracker = createCallTracker();
  for (const message of messages) tracker.add(message);
  const calls = new Map(tracker.finish(summary).calls.map((call) => [call.id, call]));
  return redactTrace({
    calls,
    logLines: logLines.map((line) => ({ ...line, entry: 'product/asterisk/wrong-password' })),
    summary,
  }).text;
}

describe('aliases', () => {
  test('keep prefix relations, lengths and the plus of numbers', () => {
    const text = redacted(`
      0.000 alice -> pbx INVITE sip:555@biloxi.example.com
      1.000 alice -> pbx INVITE sip:5551@biloxi.example.com call=b
      2.000 alice -> pbx INVITE sip:55512@biloxi.example.com call=c
      3.000 alice -> pbx INVITE sip:+4930123456@biloxi.example.com call=d
    `);
    const dialled = [...text.matchAll(/^INVITE sip:(\S+)@/gm)].map(([, user = '']) => user);
    const [one = '', two = '', three = '', plus = ''] = dialled;
    expect([one.length, two.length, three.length]).toEqual([3, 4, 5]);
    expect(two.startsWith(one) && three.startsWith(two)).toBe(true);
    expect(dialled).not.toContain('555');
    expect(plus).toMatch(/^\+49\d{8}$/);
    expect(plus).not.toBe('+4930123456');
  });

  test('keep private addresses private and others in documentation ranges', () => {
    const text = redacted(`
      phone = 10.1.2.3
      nat = 192.168.7.9
      far = 8.8.4.4
      six = [2a02:6b8::77]
      0.000 phone -> nat INVITE sip:bob@biloxi.example.com sdp
      0.010 nat -> far INVITE sip:bob@biloxi.example.com
      0.020 far -> six INVITE sip:bob@biloxi.example.com
    `);
    expect(text).toMatch(/ 10\.\d+\.\d+\.\d+:5060 -> 192\.168\.\d+\.\d+:5060\n/);
    expect(text).toMatch(/ 192\.168\.\d+\.\d+:5060 -> (?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d+:5060\n/);
    expect(text).toMatch(/ -> \[2001:db8::\w+\]:5060\n/);
    expect(text).not.toMatch(/10\.1\.2\.3|192\.168\.7\.9|8\.8\.4\.4|2a02/);
  });

  test('are equal where values are equal: From, To, Contact and the login of the credentials', () => {
    const text = redacted(`
      0.000 alice -> pbx REGISTER
      0.010 pbx -> alice 401
      0.020 alice -> pbx REGISTER auth=alice
      0.030 pbx -> alice 200
    `);
    const from = /^From: .*<sip:([^@]+)@/m.exec(text)?.[1];
    expect(/username="([^"]+)"/.exec(text)?.[1]).toBe(from);
    expect(/^Contact: <sip:([^@]+)@/m.exec(text)?.[1]).toBe(from);
    const nonces = [...text.matchAll(/nonce="([^"]+)"/g)].map(([, nonce]) => nonce);
    expect(new Set(nonces).size).toBe(1);
  });

  test('stand in fields that nobody knows, in the reason phrase and in log lines', () => {
    const text = redacted(`
      0.000 alice -> pbx INVITE sip:79161234567@biloxi.example.com
        +X-Customer: ACME-Telecom-4711
        +X-Note: dialled 79161234567 by alice at 10.1.2.3
      0.010 pbx -> alice 404 Unknown number 79161234567
      0.020 log Registration from '<sip:79161234567@10.1.2.3>' failed for '10.1.2.3:5060' - Wrong password
    `);
    expect(text).toMatch(/^SIP\/2\.0 404 Unknown number \d{11}$/m);
    expect(text).toMatch(/ - Wrong password$/m);
    expect(text).not.toMatch(/79161234567|ACME|Telecom|4711|10\.1\.2\.3/);
  });
});

test('keys, fingerprints and message bodies become dummies; the length is counted anew', () => {
  const text = redacted(`
    0.000 alice -> pbx MESSAGE sip:bob@biloxi.example.com
      +Content-Type: text/plain
      | the code is 993311
    0.100 alice -> pbx INVITE sip:bob@biloxi.example.com sdp=pcmu crypto call=b
    0.200 alice -> pbx INVITE sip:bob@biloxi.example.com call=c
      !Content-Type: application/sdp
      | v=0
      | o=alice 1 1 IN IP4 10.9.8.7
      | s=secret meeting
      | c=IN IP4 10.9.8.7
      | t=0 0
      | m=audio 40000 RTP/SAVP 0
      | a=fingerprint:sha-256 AA:BB:CC:DD
      | a=ice-pwd:verysecretpassword00
  `);
  expect(text).not.toMatch(/993311|AA:BB:CC:DD|verysecret|secret meeting/);
  expect(text).toMatch(/^a=fingerprint:sha-256 [\dA-F]{2}(?::[\dA-F]{2}){3}$/m);
  for (const [, length, body] of text.matchAll(/^Content-Length: (\d+)\n\n((?:[a-z]=.*\n)*)/gm))
    if (body !== '') expect(Number(length)).toBe(Buffer.byteLength((body ?? '').replaceAll('\n', '\r\n')));
});

test('a message with one address and a direction, with a direction alone, and with neither is read back as such', () => {
  const { messages, summary } = ladder(`
    0.000 alice -> pbx INVITE sip:bob@biloxi.example.com
    1.000 pbx -> alice 486
    1.100 alice -> pbx ACK
  `);
  const variants = [
    messages.map(({ destination: _, ...rest }) => ({ ...rest, direction: 'received' as const })),
    messages.map(({ source: _, destination: __, ...rest }) => ({ ...rest, direction: 'sent' as const })),
    messages.map(({ source: _, destination: __, at: ___, clock: ____, ...rest }) => rest),
  ];
  for (const variant of variants) {
    const tracker = createCallTracker();
    for (const message of variant) tracker.add(message);
    const calls = new Map(tracker.finish(summary).calls.map((call) => [call.id, call]));
    const copy = read('copy', Buffer.from(redactTrace({ calls, logLines: [], summary }).text));
    const back = messagesOf(copy.calls.values());
    expect(back.map(({ message }) => message.kind)).toEqual(['request', 'response', 'request']);
    expect(back.map(({ direction }) => direction)).toEqual(
      variant.map((message) => ('direction' in message ? message.direction : undefined)),
    );
    expect(back.map(({ at }) => at)).toEqual(variant.map((message) => ('at' in message ? message.at : undefined)));
    expect(back.map(({ source }) => source !== undefined)).toEqual(variant.map((message) => 'source' in message));
  }
});

test('the media streams of a capture stand below the messages, where no reader takes them for messages', () => {
  const text = redacted(`
    0.000 alice -> pbx INVITE sip:bob@biloxi.example.com sdp
    0.100 pbx -> alice 200 sdp
    0.200 alice ~> pbx rtp seconds=10 lost=3
  `);
  expect(text).toMatch(/^# RTP \S+:40000 to \S+:40000, payload types 0, 500 packets in 10\.0 s, lost 3$/m);
  expect(read('copy', Buffer.from(text)).summary.messages).toBe(2);
});
