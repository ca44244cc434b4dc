import { MAY_BE_DAMAGED, undoChatDamage } from '../text/chat-damage.ts';
import type { Output } from './lines/output.ts';

/** Undoes damage within lines before anything is read in them, and counts it by kind. */
export interface Repair {
  /** True where nothing in the text can need a repair. */
  isClean(text: string): boolean;
  /** The line as it was before a chat, a forum or an editor changed it. */
  line(text: string): string;
}

const MAX_LINE = 65_536;

export function createRepair(output: Pick<Output, 'repaired'>): Repair {
  const count = (kind: string): void => output.repaired(kind);
  return {
    isClean: (text) => !MAY_BE_DAMAGED.test(text),
    line: (text) => (text.length > MAX_LINE ? text : undoChatDamage(text, count)),
  };
}
