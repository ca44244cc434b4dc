let count = 0;

/** Another number, for ids that Slack never uses twice. */
export const next = (): number => (count += 1);

/** Another message timestamp. */
export const timestamp = (): string => `1700000100.${String(next()).padStart(6, '0')}`;
