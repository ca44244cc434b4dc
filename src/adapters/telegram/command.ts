/** How this platform asks, for the help. */
export const COMMAND = '/sip';

/** A leading command: its name in lower case, the bot it names, and all that follows, line breaks included. */
export interface Command {
  readonly name: string;
  readonly bot: string | undefined;
  readonly payload: string;
}

/**
 * `/SIP@SipWhyBot 486` -> name `sip`, bot `SipWhyBot`, payload `486`. Read from the text itself: telegraf matches neither another case
 * nor a caption, and its `args` lose the line breaks of a paste.
 */
export function readCommand(text: string): Command | undefined {
  const match = /^\/([A-Za-z0-9_]{1,64})(?:@(\w{3,32}))?(?:\s+|$)/.exec(text);
  if (match === null) return undefined;
  return { name: (match[1] ?? '').toLowerCase(), bot: match[2], payload: text.slice(match[0].length).trim() };
}

/** The words behind a deep link `?start=c_486`: `_` stands for a space, which such links cannot hold. */
export function deepLinkWords(payload: string): string | undefined {
  const match = /^c_([A-Za-z0-9_-]{1,62})$/.exec(payload);
  return match?.[1]?.replaceAll('_', ' ');
}
