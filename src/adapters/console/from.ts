import type { From } from '../../bot/question.ts';

/** Whoever sits at the terminal. */
export const FROM: From = { person: 'console:me', chat: 'console', private: true };
