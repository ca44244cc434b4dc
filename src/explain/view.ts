import { callAnswer, filterAnswer, ladderAnswer, redactedAnswer, ticketAnswer, type Answer } from '../answers/index.ts';
import type { AnyCall } from '../calls/types.ts';
import type { Catalog } from '../catalog/index.ts';
import { redactTrace } from '../privacy/index.ts';
import type { TraceResult } from './trace.ts';
import { valuesOf } from './values.ts';

/** One more look at what was read. */
export type View =
  { readonly show: 'call' | 'ladder' | 'ticket' | 'filter'; readonly call: string } | { readonly show: 'redacted' };

/** The answer of a view; undefined where the call is not kept. */
export function viewAnswer(
  catalog: Catalog,
  result: TraceResult,
  view: View,
  language: string,
  product: string | undefined,
): Answer | undefined {
  if (view.show === 'redacted')
    return redactedAnswer(
      catalog,
      {
        ...redactTrace(result),
        calls: result.calls.size,
        ofCalls: result.lines.length,
        streams: result.summary.streams.length,
      },
      language,
    );
  const call = result.calls.get(view.call);
  if (call === undefined) return undefined;
  const diagnosis = result.diagnosis.ofSubject(call.id);
  const products = product === undefined ? result.products : [product, ...result.products];
  switch (view.show) {
    case 'call':
      return callAnswer(catalog, call, diagnosis, { products, values: valuesOf(result, call.id), most: 4 }, language);
    case 'ticket':
      return ticketAnswer(catalog, call, diagnosis, language);
    case 'filter':
      return filterAnswer(catalog, call, language);
    case 'ladder':
      return ladderAnswer(catalog, sidesOf(call, result), language);
    default:
      return view satisfies never;
  }
}

/** The call with the other sides of its B2BUA call, in order. */
const sidesOf = (call: AnyCall, result: TraceResult): readonly AnyCall[] =>
  call.kind === 'call' && call.group !== undefined
    ? [...result.calls.values()].filter((other) => other.kind === 'call' && other.group === call.group)
    : [call];
