/** One request as the server received it, and what it answered. */
export interface Call {
  /** A Web API method, `response_url`, `upload` or `download`. */
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly token: string | undefined;
  readonly status: number;
  readonly answer: Readonly<Record<string, unknown>>;
  readonly at: number;
}

export interface Recorder {
  readonly calls: readonly Call[];
  add(call: Call): void;
  of(method: string): readonly Call[];
  /** Resolves with the first `count` calls of a method that were answered with `ok`; at once where they are there. */
  accepted(method: string, count?: number): Promise<readonly Call[]>;
  /** Resolves once the condition holds; it is asked after every call. */
  until(condition: () => boolean): Promise<void>;
}

export function createRecorder(): Recorder {
  const calls: Call[] = [];
  let waiting: { readonly condition: () => boolean; readonly resolve: () => void }[] = [];
  const of = (method: string): readonly Call[] => calls.filter((call) => call.method === method);
  const good = (method: string): readonly Call[] => of(method).filter((call) => call.answer['ok'] === true);
  const until = (condition: () => boolean): Promise<void> =>
    condition() ? Promise.resolve() : new Promise((resolve) => waiting.push({ condition, resolve }));
  return {
    calls,
    of,
    until,
    add(call) {
      calls.push(call);
      const ready = waiting.filter(({ condition }) => condition());
      waiting = waiting.filter((one) => !ready.includes(one));
      for (const { resolve } of ready) resolve();
    },
    async accepted(method, count = 1) {
      await until(() => good(method).length >= count);
      return good(method).slice(0, count);
    },
  };
}
