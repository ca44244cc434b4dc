/** Preferences, dedupe marks and short-lived results: one small port. Times are milliseconds. */
export interface Store {
  get(key: string): Promise<string | undefined>;
  /** Keeps a value, for good or for `lifeMs`. */
  set(key: string, value: string, lifeMs?: number): Promise<void>;
  /** Sets the key only where it is not there; true for the one who set it. */
  claim(key: string, lifeMs: number): Promise<boolean>;
  delete(key: string): Promise<void>;
  close(): Promise<void>;
}
