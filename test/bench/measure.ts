import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What one command used. */
export interface Used {
  readonly wallMs: number;
  /** User and system time of the process; 0 where the system does not tell. */
  readonly cpuMs: number;
  /** Peak resident memory in megabytes; 0 where the system does not tell. */
  readonly peakMb: number;
  readonly output: string;
  readonly status: number | null;
}

const CLOCK_TICKS = 100;
const LOOK_MS = 10;

/** Runs a command to its end, looking at /proc for its memory and time. Undefined where it is not installed. */
export function run(command: string, argv: readonly string[]): Promise<Used | undefined> {
  return new Promise((resolve) => {
    const started = performance.now();
    const child = spawn(command, argv, { stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    let peakMb = 0;
    let cpuMs = 0;
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-1_000_000)));
    const look = (): void => {
      const seen = look1(child.pid);
      peakMb = Math.max(peakMb, seen.peakMb);
      cpuMs = Math.max(cpuMs, seen.cpuMs);
    };
    const timer = setInterval(look, LOOK_MS);
    child.once('error', () => {
      clearInterval(timer);
      resolve(undefined);
    });
    child.once('close', (status) => {
      clearInterval(timer);
      resolve({ wallMs: performance.now() - started, cpuMs, peakMb, output, status });
    });
  });
}

function look1(pid: number | undefined): { peakMb: number; cpuMs: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return {
      peakMb: Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024,
      cpuMs: ((Number(stat[11]) + Number(stat[12])) * 1000) / CLOCK_TICKS,
    };
  } catch {
    // The process has ended between two looks, or there is no /proc: the last figures stand.
    return { peakMb: 0, cpuMs: 0 };
  }
}

/** Lines of a table with equally wide cells. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) =>
    row.map((cell) =>
      typeof cell === 'number' ? cell.toLocaleString('en', { maximumFractionDigits: cell < 10 ? 2 : 0 }) : cell,
    ),
  );
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? [];
  return `${cells.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')).join('\n')}\n`;
}
