import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog/index.ts';
import { openTrace } from '../../src/explain/trace.ts';
import { ethernet, packet, pcap, request, response, rtp, sdp, TO_ALICE, TO_BOB } from '../trace/writer.ts';
import type { Flow, Written } from '../trace/writer.ts';

const MEDIA: Flow = { from: '192.0.2.1', to: '198.51.100.2', fromPort: 40_000, toPort: 42_000 };

const at = (ms: number, flow: Flow, text: Buffer | string): Written => ({
  at: ms,
  bytes: ethernet(packet(flow, text)),
});

/** An answered call whose caller alone is heard for ten seconds, then 12,000 pings. */
function* capture(): Generator<Written> {
  yield at(0, TO_BOB, request('INVITE', 'call', sdp('192.0.2.1', 40_000)));
  yield at(100, TO_ALICE, response('200 OK', 'call', 'INVITE', sdp('198.51.100.2', 42_000)));
  yield at(200, TO_BOB, request('ACK', 'call'));
  for (let sequence = 0; sequence < 500; sequence += 1) yield at(300 + sequence * 20, MEDIA, rtp({ sequence }));
  yield at(
    11_000,
    TO_BOB,
    request('BYE', 'call').replace('CSeq: 1', 'CSeq: 2').replace('biloxi.example.com>', 'biloxi.example.com>;tag=b1'),
  );
  yield at(11_010, TO_ALICE, response('200 OK', 'call', 'BYE').replace('CSeq: 1', 'CSeq: 2'));
  for (let ping = 0; ping < 12_000; ping += 1) {
    yield at(12_000 + ping * 20, TO_BOB, request('OPTIONS', `ping-${ping}`));
    yield at(12_005 + ping * 20, TO_ALICE, response('200 OK', `ping-${ping}`, 'OPTIONS'));
  }
}

test('a call that is judged before the end of a large capture has its media', { timeout: 60_000 }, () => {
  const session = openTrace(loadCatalog(join(import.meta.dirname, '../../catalog')), 'large.pcap');
  session.push(pcap([...capture()]));
  const { diagnosis, lines } = session.end();
  expect(lines).toHaveLength(12_001);
  expect(lines.find(({ id }) => id === '1')?.coverage.media).toBe(true);
  expect(diagnosis.findings[0]).toMatchObject({ rule: 'one-way-audio', call: '1' });
});
