/** What goes wrong once: the next call of a method answers so. */
export type Fault =
  | { readonly fault: 'rate-limit'; readonly retryAfterSeconds: number }
  | { readonly fault: 'status'; readonly status: number }
  | { readonly fault: 'error'; readonly error: string }
  /** Answers as usual, but only after the promise. */
  | { readonly fault: 'gate'; readonly opens: Promise<void> }
  /** The connection is cut without an answer. */
  | { readonly fault: 'cut' };

export interface Faults {
  /** `method` is a Web API method or `response_url`. Faults of a method are used in order, each once. */
  add(method: string, ...faults: readonly Fault[]): void;
  take(method: string): Fault | undefined;
}

export function createFaults(): Faults {
  const waiting = new Map<string, Fault[]>();
  return {
    add: (method, ...faults) => void waiting.set(method, [...(waiting.get(method) ?? []), ...faults]),
    take: (method) => waiting.get(method)?.shift(),
  };
}
