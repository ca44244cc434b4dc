import type { Session, Subject } from './session.ts';

/** What a pressed button asks for. */
export type Command = { readonly do: 'show' | 'language'; readonly language: string; readonly subject: Subject };

/** Telegram's `callback_data` holds 64 bytes. */
const MOST_BYTES = 64;

/**
 * `1:show:ru:e=response/486`, `1:lang:ru:e=response/486`, `1:lang:ru:s=<ref>`: an entry is named in the token itself, so that
 * such buttons outlive a restart; everything else is a reference into the session.
 */
export function encodeToken(command: Command, session: Session): string {
  const head = `1:${command.do === 'show' ? 'show' : 'lang'}:${command.language}:`;
  const whole = head + named(command.subject);
  return named(command.subject) !== '' && Buffer.byteLength(whole) <= MOST_BYTES
    ? whole
    : `${head}s=${session.keep(command.subject)}`;
}

const named = (subject: Subject): string =>
  subject.about === 'entry' ? `e=${subject.id}` : subject.about === 'help' ? 'h=' : '';

/** The command of a token; undefined where it is not ours or its session has ended. */
export function decodeToken(token: string, session: Session): Command | undefined {
  const match = /^1:(show|lang):([\w-]{2,12}):([ehs])=(.*)$/s.exec(token);
  if (match === null) return undefined;
  const [, what, language = '', kind, rest = ''] = match;
  const subject: Subject | undefined =
    kind === 'e' ? { about: 'entry', id: rest } : kind === 'h' ? { about: 'help' } : session.find(rest);
  if (subject === undefined) return undefined;
  return { do: what === 'show' ? 'show' : 'language', language, subject };
}
