import { parseWarnings } from '../../sip/headers/warning.ts';
import { headerFields } from '../../sip/fields.ts';
import type { SipMessage } from '../../sip/message.ts';
import { ASSIGNED_CAUSES, causesOf } from './causes.ts';

/** Codes that have an entry of their own in the catalog; any other is explained by its class (RFC 3261 8.1.3.2). */
export const EXPLAINED_CODES: ReadonlySet<number> = new Set([
  300, 301, 302, 303, 305, 380, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416,
  417, 420, 421, 422, 423, 424, 425, 426, 428, 429, 430, 433, 436, 437, 438, 439, 440, 449, 469, 470, 473, 474, 475,
  476, 477, 478, 479, 480, 481, 482, 483, 484, 485, 486, 487, 488, 489, 490, 491, 493, 494, 499, 500, 501, 502, 503,
  504, 505, 510, 513, 514, 520, 555, 580, 600, 603, 604, 606, 607, 608, 687, 701, 702, 703, 900, 901, 904,
]);

/** Warn-codes with an entry (RFC 3261 20.43 and the IANA registry). */
const EXPLAINED_WARNINGS: ReadonlySet<number> = new Set([
  300, 301, 302, 303, 304, 305, 306, 307, 308, 330, 331, 370, 380, 381, 390, 392, 399,
]);

/** Normal clearing says nothing that the message does not say. */
const NORMAL_CLEARING = 16;

/** Catalog ids that explain a final response or a BYE: its code, the causes and the warn-codes that it carries. */
export function entriesOf(message: SipMessage): readonly string[] {
  const causes = causesOf(message).filter((cause) => cause !== NORMAL_CLEARING && ASSIGNED_CAUSES.has(cause));
  const warnings = headerFields(message, 'Warning').flatMap((field) => parseWarnings(field.value));
  return [
    ...(message.kind === 'response' && message.statusCode >= 300 ? [entryOfCode(message.statusCode)] : []),
    ...causes.map((cause) => `cause/${cause}`),
    ...warnings.filter(({ code }) => EXPLAINED_WARNINGS.has(code)).map(({ code }) => `warning/${code}`),
  ];
}

/** The catalog id of a final code. */
export const entryOfCode = (code: number): string =>
  EXPLAINED_CODES.has(code) ? `response/${code}` : `class/${Math.min(Math.max(Math.floor(code / 100), 1), 6)}xx`;
