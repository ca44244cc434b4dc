import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageFolder } from '../../src/config.ts';
import { run, table, type Used } from './measure.ts';
import { writeTraffic } from './traffic.ts';

const SIZES_MB = [1, 20, 200];
const TURNS = 5;

/** Our whole job (read, parse, rebuild calls, judge, answer) against other programs on the same traffic, each as a process of its own. */
export async function benchReading(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sipwhy-bench-'));
  const node = process.execPath;
  const ours = join(packageFolder, 'build/test/bench/whole-job.js');
  const splitter = join(packageFolder, 'build/test/bench/splitter.js');
  for (const megabytes of SIZES_MB) {
    const pcap = join(folder, `${megabytes}.pcap`);
    const text = join(folder, `${megabytes}.log`);
    const messages = writeTraffic(pcap, text, megabytes * 1_000_000);
    const rows: (readonly (string | number)[])[] = [
      [`${megabytes} MB, ${messages} messages`, 'wall s', 'CPU s', 'messages/s', 'MB/s', 'peak MB'],
    ];
    const adds: string[] = [];
    const row = (name: string, file: string, used: Used | undefined): void =>
      void rows.push(
        used === undefined
          ? [name, 'not installed', '', '', '', '']
          : [
              name,
              used.wallMs / 1000,
              used.cpuMs / 1000,
              (messages / used.wallMs) * 1000,
              statSync(file).size / 1000 / used.wallMs,
              used.peakMb,
            ],
      );
    /** Reading alone and with diagnosis, in turns; the quickest of each, because what else a machine does only ever adds time. */
    const steps = async (name: string, file: string): Promise<void> => {
      const read: Used[] = [];
      const judged: Used[] = [];
      for (let turn = 0; turn < TURNS; turn += 1) {
        const [one, two] = [await run(node, [ours, file, 'read']), await run(node, [ours, file, 'judge'])];
        if (one !== undefined) read.push(one);
        if (two !== undefined) judged.push(two);
      }
      const [plain, full] = [quickest(read), quickest(judged)];
      row(`${name}: reading, calls`, file, plain);
      row(`${name}: the same with diagnosis`, file, full);
      if (plain !== undefined && full !== undefined)
        adds.push(
          `${megabytes} MB, ${name}: diagnosis adds ${percent(full.wallMs, plain.wallMs)} of the time, ${percent(full.cpuMs, plain.cpuMs)} of the CPU time\n`,
        );
    };
    row('ours, pcap: whole job', pcap, await run(node, [ours, pcap]));
    await steps('ours, pcap', pcap);
    row(
      'tshark -T fields',
      pcap,
      await run('tshark', [
        '-r',
        pcap,
        '-T',
        'fields',
        '-e',
        'sip.Call-ID',
        '-e',
        'sip.CSeq',
        '-e',
        'sip.Status-Code',
        '-e',
        'sip.Method',
      ]),
    );
    row('sngrep -N', pcap, await run('sngrep', ['-N', '-q', '-I', pcap, '-O', join(folder, 'sngrep.pcap')]));
    row('ours, PJSIP text: whole job', text, await run(node, [ours, text]));
    await steps('ours, PJSIP text', text);
    row('splitter by Content-Length', text, await run(node, [splitter, text]));
    row('grep -c Call-ID', text, await run('grep', ['-c', 'Call-ID', text]));
    process.stdout.write(`\n${table(rows)}${adds.join('')}`);
  }
  rmSync(folder, { recursive: true, force: true });
}

const percent = (more: number, less: number): string => `${Math.round((more / less - 1) * 100)} %`;

const quickest = (used: readonly Used[]): Used | undefined => used.toSorted((a, b) => a.wallMs - b.wallMs)[0];

/** Messages of a log split by Content-Length alone: the least that any reader must do. */
export function splitByLength(path: string): number {
  const text = readFileSync(path, 'latin1');
  let count = 0;
  for (let at = text.indexOf('Content-Length:'); at >= 0; at = text.indexOf('Content-Length:', at + 1)) {
    const end = text.indexOf('\n\n', at);
    if (end < 0) break;
    count += 1;
    at = end + Number.parseInt(text.slice(at + 15, at + 24), 10);
  }
  return count;
}
