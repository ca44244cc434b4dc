import type { Parameters } from './body.ts';
import { ApiError } from './errors.ts';

/** What the server does instead of answering. A code of 500 or more comes as an HTML page, as from a gateway. */
export interface Fault {
  readonly code: number;
  readonly description?: string;
  readonly parameters?: ApiError['parameters'];
  /** Only calls that this accepts. */
  readonly when?: (parameters: Parameters) => boolean;
  /** How many calls; 1 where absent. */
  readonly times?: number;
}

/** Scripted trouble. */
export interface Faults {
  fail(method: string, fault: Fault): void;
  /** Calls of this method wait until the returned function is called. */
  hold(method: string, when?: (parameters: Parameters) => boolean): () => void;
  /** Calls of this method take this long. */
  slow(method: string, delayMs: number): void;
}

const WORDS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  409: 'Conflict',
  429: 'Too Many Requests',
  502: 'Bad Gateway',
};

export function createFaults(): Faults & {
  before(method: string, parameters: Parameters): Promise<void>;
  releaseAll(): void;
} {
  const faults = new Map<string, (Fault & { left: number })[]>();
  const held = new Set<{
    readonly method: string;
    readonly when: (parameters: Parameters) => boolean;
    readonly opened: Promise<void>;
    open(): void;
  }>();
  const delays = new Map<string, number>();
  return {
    fail(method, fault) {
      faults.set(method, [...(faults.get(method) ?? []), { ...fault, left: fault.times ?? 1 }]);
    },
    hold(method, when = () => true) {
      let open = (): void => undefined;
      const opened = new Promise<void>((resolve) => (open = resolve));
      const gate = { method, when, opened, open };
      held.add(gate);
      return () => {
        held.delete(gate);
        open();
      };
    },
    slow: (method, delayMs) => void delays.set(method, delayMs),
    async before(method, parameters) {
      await Promise.all(
        [...held].filter((gate) => gate.method === method && gate.when(parameters)).map((gate) => gate.opened),
      );
      const delay = delays.get(method);
      if (delay !== undefined) await new Promise((resolve) => setTimeout(resolve, delay));
      const fault = (faults.get(method) ?? []).find(
        (candidate) => candidate.left > 0 && (candidate.when?.(parameters) ?? true),
      );
      if (fault === undefined) return;
      fault.left -= 1;
      throw new ApiError(
        fault.code,
        `${WORDS[fault.code] ?? 'Error'}${fault.description === undefined ? '' : `: ${fault.description}`}`,
        fault.parameters,
      );
    },
    releaseAll() {
      for (const gate of held) gate.open();
      held.clear();
    },
  };
}
