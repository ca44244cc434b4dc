export { createExplainer, type Explainer } from './explain.ts';
export type { ExplainOptions } from './options.ts';
export type * from './explanation.ts';
export { jsonOf } from './json.ts';
export { chooseLanguage, knownLanguage } from './language.ts';
export type { TraceResult, TraceSession } from './trace.ts';
export type { View } from './view.ts';
