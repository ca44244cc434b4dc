import type { Rule } from '../rule.ts';

/** Every rule. The order decides between findings of equal weight: the more telling first. */
export const RULES: readonly Rule[] = [];
