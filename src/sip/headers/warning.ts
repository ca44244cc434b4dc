import { flaw } from '../flaw.ts';
import type { Flaw } from '../flaw.ts';
import { firstParts, splitList, unquote } from '../scan.ts';

/** One Warning (RFC 3261 20.43). */
export interface Warning {
  /** 300 to 399 by the RFC; whatever number stands there. */
  readonly code: number;
  /** The host that warns. */
  readonly agent: string;
  readonly text: string;
}

/** Reads a row of Warnings; parts without a leading number are left out. Never throws. */
export function parseWarnings(value: string): Warning[] {
  const warnings: Warning[] = [];
  for (const part of splitList(value, ',')) {
    const [, code, rest = ''] = /^(\d{1,9})\s*([\s\S]*)$/.exec(part) ?? [];
    if (code === undefined) continue;
    const quote = rest.indexOf('"');
    const agent = (quote < 0 ? (rest.split(/\s/, 1)[0] ?? '') : rest.slice(0, quote)).trim();
    const text = quote < 0 ? rest.slice(agent.length) : unquote(rest.slice(quote));
    warnings.push({ code: Number(code), agent, text: text.trim() });
  }
  return warnings;
}

/** What is odd about a row of Warnings. Undefined: nothing. */
export function checkWarning(value: string): Flaw[] | undefined {
  const fine = firstParts(value).every((part) => /^3\d\d\s+\S+\s+"/.test(part));
  return fine && value !== '' ? undefined : [flaw('warning-invalid', 'RFC 3261 20.43', value)];
}
