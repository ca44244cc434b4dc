/** A platform refuses what the operator set up (token, webhook, scopes). The message names the variable and says what to change. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';
}
