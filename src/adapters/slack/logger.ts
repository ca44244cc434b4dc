import { LogLevel, type Logger } from '@slack/bolt';
import type { Logger as Pino } from 'pino';

/**
 * Bolt's logger over pino. Bolt and its clients print bodies at debug, and parse errors quote what they could not parse:
 * so debug is never on, and of a message only what stands before the first colon or bracket is kept, of an error its name and code.
 */
export function boltLogger(log: Pino): Logger {
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (...given: unknown[]) => {
      const error = given.find((one): one is Error => one instanceof Error);
      log[level]({ ...(error !== undefined && describeError(error)) }, `bolt: ${headOf(given[0])}`);
    };
  return {
    debug: () => undefined,
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}

const headOf = (message: unknown): string =>
  typeof message === 'string'
    ? (message.split(/[:(\n]/, 1)[0] ?? '').slice(0, 120).trim()
    : message instanceof Error
      ? message.name
      : typeof message;

/** What may be logged of an error: never its message, which may quote a body. */
export function describeError(error: unknown): {
  readonly error: string;
  readonly code?: string;
  readonly slack?: string;
  readonly at?: string;
} {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code, data } = error as Error & { readonly code?: unknown; readonly data?: { readonly error?: unknown } };
  const at = /^\s+at .*$/m.exec(error.stack ?? '')?.[0].trim();
  const slack = typeof data?.error === 'string' && /^[a-z_]{1,60}$/.test(data.error) ? data.error : undefined;
  return {
    error: error.name,
    ...(typeof code === 'string' && { code }),
    ...(slack !== undefined && { slack }),
    ...(at !== undefined && { at }),
  };
}
