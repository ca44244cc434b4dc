export { chooseLanguage, createExplainer, knownLanguage, type Explainer, type ExplainOptions } from './explain.ts';
export type * from './explanation.ts';
