import type { AnyCall } from '../calls/types.ts';
import type { Catalog } from '../catalog/index.ts';
import type { SubjectDiagnosis } from '../diagnosis/rule.ts';
import { firstHeader } from '../sip/fields.ts';
import type { Clock, Endpoint } from '../trace/traced.ts';
import type { Answer, Text, Value } from './answer.ts';
import { lineOf, party, timeOf } from './call-line.ts';
import { languageActions } from './entry.ts';
import { evidenceBlock, whatHappened, type FindingWords } from './finding.ts';

/** A short text for the carrier: Call-ID, UTC time, from, to, hop, code, reason and the lines that prove it. */
export function ticketAnswer(
  catalog: Catalog,
  call: AnyCall,
  diagnosis: SubjectDiagnosis | undefined,
  language: string,
): Answer {
  const messages = catalog.messages(language);
  const words: FindingWords = { catalog, messages, commands: { products: [], values: {}, most: 0 } };
  const finding = diagnosis?.findings[0];
  const line = lineOf(call);
  const reason = call.final === undefined ? undefined : firstHeader(call.final.message, 'Reason');
  const row = (key: string, text: Text | undefined): { label: string; text: Text }[] =>
    text === undefined ? [] : [{ label: messages.message(`ticket.${key}`), text }];
  const transaction = call.transactions[0];
  return {
    language: messages.language,
    headline: finding === undefined ? [messages.message('ticket.headline')] : whatHappened(finding, words),
    blocks: [
      {
        kind: 'facts',
        rows: [
          ...row('call-id', call.callIds[0] === undefined ? undefined : [{ value: 'callId', text: call.callIds[0] }]),
          ...row('time', time(line.firstAt, line.clock)),
          ...row('from', [party(call.from)]),
          ...row('to', [party(call.to)]),
          ...row('hop', hop(transaction?.uac, transaction?.uas)),
          ...row(
            'code',
            call.statusCode === undefined
              ? undefined
              : [{ value: 'header', text: `${call.statusCode} ${call.reasonPhrase ?? ''}`.trim() }],
          ),
          ...row('made-by', call.madeBy?.element === undefined ? undefined : [address(call.madeBy.element)]),
          ...row('reason', reason === undefined ? undefined : [{ value: 'header', text: reason }]),
        ],
      },
      ...(finding === undefined ? [] : [evidenceBlock(finding.evidence.slice(0, 2), messages)]),
    ],
    actions: languageActions(catalog, messages.language),
    sources: [],
  };
}

const address = (end: Endpoint): Value => ({
  value: 'address',
  text: end.port === undefined ? end.address : `${end.address}:${end.port}`,
});
const hop = (from: Endpoint | undefined, to: Endpoint | undefined): Text | undefined =>
  from === undefined || to === undefined ? undefined : [address(from), ' → ', address(to)];

const time = (at: number | undefined, clock: Clock | undefined): Text | undefined => {
  if (at === undefined || clock === undefined || clock === 'relative') return undefined;
  const ofDay = timeOf(at, clock) ?? '';
  return [clock === 'day' ? ofDay : `${new Date(at).toISOString().slice(0, 10)} ${ofDay}`];
};
