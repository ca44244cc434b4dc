import type { AnyCall } from '../../calls/types.ts';
import { defineRule } from '../rule.ts';
import type { Found, Rule } from '../rule.ts';

/** A rule that judges calls, registrations and other requests alike: one for each scope, under one id. */
export function everyRequest(
  rule: Omit<Rule, 'scope' | 'find'> & { find(subject: AnyCall): readonly Found[] },
): readonly [Rule<'registration'>, Rule<'call'>, Rule<'other'>] {
  return [
    defineRule({ ...rule, scope: 'registration' }),
    defineRule({ ...rule, scope: 'call' }),
    defineRule({ ...rule, scope: 'other' }),
  ];
}
