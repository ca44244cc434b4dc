/** The operator's configuration is wrong: a catalog file, an environment variable. The message says what to change. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
