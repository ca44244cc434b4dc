import { helpAnswer, traceAnswer, type Answer } from '../answers/index.ts';
import { matchablesOf, type Catalog } from '../catalog/index.ts';
import { createMatcher } from '../matcher/index.ts';
import { maskAnswer, secretsOnly } from '../privacy/index.ts';
import type { QuestionExplanation, TraceExplanation } from './explanation.ts';
import { chooseLanguage } from './language.ts';
import type { ExplainOptions } from './options.ts';
import { explainQuestion, entryIn } from './question.ts';
import { maskingFor, shownTrace } from './shown.ts';
import { openTrace, type TraceResult, type TraceSession } from './trace.ts';
import { traceMatches } from './trace-matches.ts';
import { valuesOf } from './values.ts';
import { viewAnswer, type View } from './view.ts';

/** The whole pure way from words or bytes to an explanation. Also what the library exports. */
export interface Explainer {
  readonly catalog: Catalog;
  /** Words as a person sends them: a question, or a pasted log. */
  words(words: string, options: ExplainOptions): QuestionExplanation | TraceExplanation;
  /** Words that are a question, whatever is in them. */
  question(words: string, options: ExplainOptions): QuestionExplanation;
  /** Begins to read a file; `file` is the name that places show. */
  open(file: string): TraceSession;
  /** The answer to what was read. */
  trace(result: TraceResult, options: ExplainOptions): TraceExplanation;
  /** One more look at what was read: a call, its ladder, a ticket ... Undefined where that call is not there. */
  view(result: TraceResult, view: View, options: ExplainOptions): Answer | undefined;
  /** One entry by its id; undefined where there is none. */
  entry(id: string, others: readonly string[], options: ExplainOptions): Answer | undefined;
  /** What can be asked. `command` is how this platform asks, e.g. `/sip`. */
  help(command: string, options: ExplainOptions): Answer;
}

/** Builds the matcher once over every entry. */
export function createExplainer(catalog: Catalog): Explainer {
  const matcher = createMatcher(
    matchablesOf(catalog),
    catalog.languages.map((language) => catalog.asked(language)),
  );
  const explainer: Explainer = {
    catalog,
    words(words, options) {
      const result = readPaste(catalog, words);
      return result === undefined ? explainer.question(words, options) : explainer.trace(result, options);
    },
    question(words, options) {
      const explanation = explainQuestion(catalog, matcher, words, options);
      return { ...explanation, answer: maskAnswer(explanation.answer, secretsOnly) };
    },
    open: (file) => openTrace(catalog, file),
    trace(result, options) {
      const language = chooseLanguage(catalog, options, undefined);
      const products = options.product === undefined ? result.products : [options.product, ...result.products];
      const answer = traceAnswer(
        catalog,
        { ...result, products, values: valuesOf(result), kept: new Set(result.calls.keys()) },
        language,
      );
      const masking = maskingFor(result, options.mask === true);
      return {
        input: 'trace',
        language,
        matches: traceMatches(catalog, result, language),
        result,
        shown: shownTrace(result, masking),
        answer: maskAnswer(answer, masking),
      };
    },
    view(result, view, options) {
      const answer = viewAnswer(catalog, result, view, chooseLanguage(catalog, options, undefined), options.product);
      return answer && maskAnswer(answer, maskingFor(result, options.mask === true));
    },
    entry: (id, others, options) => entryIn(catalog, id, others, chooseLanguage(catalog, options, undefined), options),
    help: (command, options) => helpAnswer(catalog, command, chooseLanguage(catalog, options, undefined)),
  };
  return explainer;
}

/** The name that places of pasted words show. */
const PASTE = 'paste';

/** A paste with a message in it, or with several known log lines, is a trace; a status line or one log line is a question. */
function readPaste(catalog: Catalog, words: string): TraceResult | undefined {
  const lines = words.split('\n', 3).length;
  if (lines < 2 && !(words.includes('SIP/2.0') && words.length > 120)) return undefined;
  const session = openTrace(catalog, PASTE);
  session.push(Buffer.from(words, 'utf8'));
  const result = session.end();
  return result.summary.messages > 0 || (lines > 2 && result.summary.logLines > 1) ? result : undefined;
}
