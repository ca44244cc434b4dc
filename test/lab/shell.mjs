import { spawn } from 'node:child_process';

/** Runs a command to its end; answers what it printed. Throws where it fails, unless `allowed` names its exit status. */
export function run(command, args, { input, allowed = [0], cwd } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
    const out = [];
    const errors = [];
    child.stdout.on('data', (chunk) => out.push(chunk));
    child.stderr.on('data', (chunk) => errors.push(chunk));
    child.on('error', reject);
    child.on('close', (status) => {
      const printed = Buffer.concat(out);
      if (allowed.includes(status)) resolve(printed);
      else
        reject(
          new Error(
            `Unexpected exit status ${status} of ${command} ${args.join(' ')}, expected ${allowed.join(' or ')}\n${printed.toString().slice(-800)}${Buffer.concat(errors).toString().slice(-800)}`,
          ),
        );
    });
    child.stdin.on('error', () => {}); // a program that reads no input closes it
    child.stdin.end(input ?? '');
  });
}

/** Starts a command and leaves it running: `stop` ends it, `ended` waits for it, `output` is what it has printed. */
export function start(command, args, { cwd, input } = {}) {
  const child = spawn(command, args, { cwd, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
  let printed = '';
  const said = new Set();
  const note = (chunk) => {
    printed += chunk.toString('utf8');
    for (const check of said) check();
  };
  child.stdout.on('data', note);
  child.stderr.on('data', note);
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (status) => resolve(status)); // not close: RTP senders may outlive the program and hold its pipes
  });
  return {
    child,
    ended,
    output: () => printed,
    /** Waits until the program has printed `pattern`. */
    says: (pattern, withinMs = 30_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`Unexpected silence of ${command}, expected ${pattern}\n${printed.slice(-800)}`)),
          withinMs,
        );
        const check = () => {
          if (!pattern.test(printed)) return;
          clearTimeout(timer);
          said.delete(check);
          resolve();
        };
        said.add(check);
        check();
      }),
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      const hard = setTimeout(() => child.kill('SIGKILL'), 8000);
      await ended;
      clearTimeout(hard);
    },
  };
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
