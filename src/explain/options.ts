/** Whose words an answer uses and which box its commands are for. */
export interface ExplainOptions {
  /** The person's own setting: wins over the language of the words. */
  readonly ownLanguage?: string;
  /** What the platform says, then what the operator says. */
  readonly platformLanguage?: string;
  readonly defaultLanguage: string;
  /** Product key whose commands come first. */
  readonly product?: string;
  /** Numbers, people and addresses become aliases: for groups and `--redact`. */
  readonly mask?: boolean;
}
