/**
 * The same text as a string of its own. A piece cut out of a message keeps the whole message in memory for as long as it lives, and of a
 * large trace a few pieces of every call are kept. Short pieces are copies anyway; cutting from a joined text copies that text first.
 */
export const own = (text: string): string => (text.length < 13 ? text : ` ${text}`.slice(1));
