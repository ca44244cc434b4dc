import type { SipMessage } from '../message.ts';

/** One X-FS-... header field of FreeSWITCH: `{ key: 'support', value: 'update_display,send_info' }`. */
export interface FreeSwitchField {
  /** The name after `X-FS-`, in lower case. */
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

/** The X-FS-... header fields of a message, in their order. */
export function freeSwitchFields(message: SipMessage): FreeSwitchField[] {
  return message.headerFields
    .filter((field) => /^x-fs-./i.test(field.name))
    .map((field) => ({ key: field.name.slice(5).toLowerCase(), value: field.value, line: field.line }));
}
