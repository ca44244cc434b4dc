import { entryOfCode } from '../answers/index.ts';
import type { AnyCall } from '../calls/types.ts';
import { phraseKey, type Catalog } from '../catalog/index.ts';
import { headerFields } from '../sip/fields.ts';
import { hangupCause } from '../sip/headers/hangup-cause.ts';
import { isQ850, parseReasons } from '../sip/headers/reason.ts';
import { parseWarnings } from '../sip/headers/warning.ts';
import type { SipMessage } from '../sip/message.ts';

/** Catalog ids of a call's final code, phrase, Q.850 causes and warn-codes, the code first. A normal 2xx names nothing. */
export function entriesOf(catalog: Catalog, call: AnyCall): readonly string[] {
  const code =
    call.statusCode !== undefined && call.statusCode >= 300
      ? entryOfCode(catalog, call.statusCode, call.reasonPhrase, phraseKey)
      : undefined;
  const told = [
    call.final,
    ...(call.kind === 'call'
      ? [
          call.bye?.request,
          ...call.transactions
            .filter((transaction) => transaction.method === 'CANCEL')
            .map((transaction) => transaction.request),
        ]
      : []),
  ];
  const causes = told.flatMap((traced) => (traced === undefined ? [] : toldBy(traced.message)));
  return [...new Set([...(code === undefined ? [] : [code]), ...causes])].filter(
    (id) => catalog.entry(id, 'en') !== undefined,
  );
}

/** Normal clearing (16) says nothing that a BYE does not say. */
const NORMAL_CLEARING = 16;

function toldBy(message: SipMessage): string[] {
  const reasons = headerFields(message, 'Reason').flatMap((field) => parseReasons(field.value));
  const causes = [...reasons.filter(isQ850).map((reason) => reason.cause), hangupCause(message)?.cause].filter(
    (cause) => cause !== undefined && cause !== NORMAL_CLEARING,
  );
  const warnings = headerFields(message, 'Warning').flatMap((field) => parseWarnings(field.value));
  return [...causes.map((cause) => `cause/${cause}`), ...warnings.map((warning) => `warning/${warning.code}`)];
}
