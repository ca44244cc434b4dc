import { MAY_BE_DAMAGED, undoChatDamage } from '../text/chat-damage.ts';
import type { Line } from './lines/draft.ts';

const MAX_LINE = 65_536;

/** True where no line of the text can need a repair. */
export function isClean(text: string): boolean {
  return !MAY_BE_DAMAGED.test(text);
}

/**
 * The line as it was before a chat, a forum or an editor changed it. What was repaired goes with the line: it is counted where the
 * line belongs to a message, once for each message and kind; dashes in prose are nobody's damage.
 */
export function repairLine(text: string, number: number): Line {
  if (text.length > MAX_LINE) return { text, number };
  const repairs: string[] = [];
  const whole = undoChatDamage(text, (kind) => repairs.push(kind));
  return repairs.length === 0 ? { text: whole, number } : { text: whole, number, repairs };
}
