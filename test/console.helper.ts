import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** What one run of the built command line gave. */
export interface Run {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

const main = join(import.meta.dirname, '../dist/main.js');

/** Runs `sipwhy` as a process of its own, without any token in its environment. */
export function sipwhy(
  argv: readonly string[],
  input: string | Uint8Array = '',
  environment: Readonly<Record<string, string>> = {},
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [main, ...argv], {
      env: { PATH: process.env['PATH'] ?? '', INIT_CWD: import.meta.dirname, ...environment },
    });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.on('error', reject).on('close', (status) => resolve({ status, output, errors }));
    child.stdin.on('error', (error: NodeJS.ErrnoException) => error.code === 'EPIPE' || reject(error)).end(input);
  });
}
