import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderText } from '../../src/adapters/console/render.ts';
import { plain } from '../../src/answers/index.ts';
import { loadCatalog } from '../../src/catalog/index.ts';
import { createExplainer } from '../../src/explain/index.ts';

const explainer = createExplainer(loadCatalog(join(import.meta.dirname, '../../catalog')));

const message = (first: string, call: number, method: string, more = ''): string =>
  `${first}\r\nVia: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK${call}${method === 'BYE' ? 'b' : 'i'}\r\nFrom: <sip:alice@atlanta.example.com>;tag=a${call}\r\nTo: <sip:+1555${1_000_000 + call}@biloxi.example.com>;tag=b${call}\r\nCall-ID: call-${call}@192.0.2.10\r\nCSeq: ${method === 'BYE' ? 2 : 1} ${method}\r\n${more}Content-Length: 0\r\n\r\n`;

const frame = (at: number, out: boolean): string => {
  const time = new Date(1_700_000_000_000 + at).toISOString().slice(0, 23).replace('T', ' ').replaceAll('-', '/');
  return `${time}000 ${out ? '192.0.2.10:5060 -> 198.51.100.9:5060' : '198.51.100.9:5060 -> 192.0.2.10:5060'}\n`;
};

/** `count` calls to a trunk, one every 20 ms: the trunk refuses 503 where `refused` says so, the others are answered and cleared. */
function* calls(count: number, refused: (call: number) => boolean): Generator<string> {
  for (let call = 0; call < count; call += 1) {
    const at = call * 20;
    const uri = `sip:+1555${1_000_000 + call}@198.51.100.9`;
    yield `${frame(at, true)}${message(`INVITE ${uri} SIP/2.0`, call, 'INVITE').replace(/;tag=b\d+/, '')}\n`;
    if (refused(call)) {
      yield `${frame(at + 3, false)}${message('SIP/2.0 503 Service Unavailable', call, 'INVITE')}\n${frame(at + 4, true)}${message(`ACK ${uri} SIP/2.0`, call, 'ACK').replace(`z9hG4bK${call}i`, `z9hG4bK${call}i`)}\n`;
      continue;
    }
    yield `${frame(at + 3, false)}${message('SIP/2.0 200 OK', call, 'INVITE', 'Contact: <sip:198.51.100.9>\r\n')}\n${frame(at + 4, true)}${message(`ACK ${uri} SIP/2.0`, call, 'ACK').replace(`z9hG4bK${call}i`, `z9hG4bK${call}k`)}\n`;
    yield `${frame(at + 9, true)}${message(`BYE ${uri} SIP/2.0`, call, 'BYE')}\n${frame(at + 10, false)}${message('SIP/2.0 200 OK', call, 'BYE')}\n`;
  }
}

test('10,000 calls are answered with the worst first, grouped by verdict', { timeout: 60_000 }, () => {
  const session = explainer.open('trunk.txt');
  for (const piece of calls(10_000, (call) => call % 100 < 37)) session.push(Buffer.from(piece));
  const result = session.end();
  expect(result.lines).toHaveLength(10_000);
  const { answer } = explainer.trace(result, { defaultLanguage: 'en' });
  process.stdout.write(`\n${renderText(answer, [], 40)}`);
  expect(plain(answer.headline)).toMatch(/^3,?700 of 10,?000 calls failed: all the same way\.$/);
  expect(JSON.stringify(answer.blocks)).toContain('198.51.100.9');
  expect(JSON.stringify(answer.blocks)).toContain('503');
  expect(result.lines[0]).toMatchObject({ outcome: 'rejected', statusCode: 503 });
  expect(result.calls.size).toBeLessThanOrEqual(400);
});
