import { z } from 'zod';
import { messageProblem } from './messages.ts';

/** The shapes of the catalog's files. Facts and English words stand together; `words.ts` tells them apart. */

export const AT_FAULT = ['caller', 'callee', 'network', 'server', 'nobody', 'depends'] as const;
export const RETRY = ['no', 'later', 'elsewhere', 'with-change'] as const;

const prose = z.string().trim().min(1);
/** Prose with placeholders: an ICU message. Keywords of a select are letters and digits only. */
const message = prose.superRefine((text, context) => {
  const problem = messageProblem(text);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: `an ICU message (${problem})` });
});
const key = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a key in kebab-case');
const id = z.string().regex(/^[a-z]+\/[a-z0-9-]+(\/[a-z0-9-]+)?$/i, 'an entry id such as response/403');
const atFault = z.enum(AT_FAULT);
const retry = z.enum(RETRY);
const list = z.array(prose);

const likelyItem = z.strictObject({
  when: prose,
  check: prose.optional(),
  fix: prose.optional(),
  run: z.array(key).optional(),
});
const likely = z.record(key, likelyItem);

const common = {
  short: prose,
  meaning: prose,
  likely: likely.optional(),
  asked: list.optional(),
  see: z.array(id).optional(),
  sources: list.optional(),
  note: prose.optional(),
};

const answerFacts = {
  reason: prose,
  atFault,
  retry,
  routine: z.literal(true).optional(),
  registered: z.literal(false).optional(),
  spellings: list.optional(),
  client: prose.optional(),
  sender: prose.optional(),
  disputed: prose.optional(),
  bySender: z.record(key, z.strictObject({ meaning: prose })).optional(),
  ...common,
};

export const phraseSchema = z.strictObject({ ...answerFacts, spec: prose.optional() });
export const responseSchema = z.strictObject({ ...answerFacts, spec: prose, phrases: z.record(key, phraseSchema).optional() });

export const classSchema = z.strictObject({ title: prose, spec: prose, client: prose.optional(), ...common });
export const classesSchema = z.record(z.string().regex(/^[1-6]xx$/), classSchema);

export const causeSchema = z.strictObject({
  name: prose,
  class: z.enum(['normal', 'resource', 'service-unavailable', 'service-not-implemented', 'invalid-message', 'protocol', 'interworking']),
  spec: prose,
  sip: z.int().min(100).max(699).nullable(),
  constants: list,
  atFault,
  retry,
  routine: z.literal(true).optional(),
  registered: z.literal(false).optional(),
  sender: prose.optional(),
  disputed: prose.optional(),
  ...common,
});

export const warningSchema = z.strictObject({
  text: prose,
  spec: prose,
  registered: z.literal(false).optional(),
  sender: prose.optional(),
  check: prose.optional(),
  ...common,
});
export const warningsSchema = z.record(z.string().regex(/^[1-9]\d\d$/), warningSchema);

const command = z.union([prose, z.record(z.string(), prose)]);

export const logSchema = z.strictObject({
  level: prose.optional(),
  pattern: z.union([prose, z.array(prose).min(1)]),
  samples: z.array(prose).min(1),
  severity: z.enum(['failure', 'risk', 'note']),
  atFault: atFault.optional(),
  retry: retry.optional(),
  rule: key.optional(),
  run: z.array(key).optional(),
  ...common,
});

export const outputSchema = z.strictObject({
  command: prose,
  header: prose,
  samples: z.array(prose).min(1),
  rows: z.record(key, z.strictObject({ pattern: prose, severity: z.enum(['failure', 'risk', 'note']), meaning: prose, fix: prose.optional() })),
  run: z.array(key).optional(),
  ...common,
});

export const productSchema = z.strictObject({
  name: prose,
  recognise: z.strictObject({ server: list.optional(), formats: list.optional() }),
  commands: z.record(key, command).optional(),
  logs: z.record(key, logSchema).optional(),
  outputs: z.record(key, outputSchema).optional(),
  asked: list.optional(),
  sources: list.optional(),
});

export const guideSchema = z.strictObject({
  title: prose,
  short: prose,
  asked: list.optional(),
  steps: z.record(
    key,
    z.strictObject({ do: prose, look: prose.optional(), then: prose.optional(), commands: list.optional(), run: z.array(key).optional() }),
  ),
  timers: z.record(z.string().regex(/^\d+s$/), z.strictObject({ what: prose, why: prose, check: prose.optional() })).optional(),
  see: z.array(id).optional(),
  sources: list.optional(),
  note: prose.optional(),
});

export const findingSchema = z.strictObject({
  spec: prose.optional(),
  retry: retry.optional(),
  /** The fault's name, without placeholders: what a question in words answers with. */
  title: prose.optional(),
  what: message,
  short: prose.optional(),
  why: message.optional(),
  reasons: z.record(key, z.strictObject({ why: message, check: message.optional(), fix: message.optional(), run: z.array(key).optional() })).optional(),
  likely: likely.optional(),
  dontBother: list.optional(),
  capture: prose.optional(),
  asked: list.optional(),
  see: z.array(id).optional(),
  sources: list.optional(),
  note: prose.optional(),
});

/** Strings of our own: a tree whose leaves are ICU messages. */
export type InterfaceTree = { readonly [key: string]: string | InterfaceTree };
export const interfaceSchema: z.ZodType<InterfaceTree> = z.lazy(() => z.record(z.string(), z.union([message, interfaceSchema])));

export const askedSchema = z.strictObject({ synonyms: z.record(z.string(), list), fillers: list });

export type PhraseFile = z.infer<typeof phraseSchema>;
export type ResponseFile = z.infer<typeof responseSchema>;
export type ClassFile = z.infer<typeof classSchema>;
export type CauseFile = z.infer<typeof causeSchema>;
export type WarningFile = z.infer<typeof warningSchema>;
export type LogFile = z.infer<typeof logSchema>;
export type OutputFile = z.infer<typeof outputSchema>;
export type ProductFile = z.infer<typeof productSchema>;
export type GuideFile = z.infer<typeof guideSchema>;
export type FindingFile = z.infer<typeof findingSchema>;
export type AskedFile = z.infer<typeof askedSchema>;
export type AtFault = (typeof AT_FAULT)[number];
export type Retry = (typeof RETRY)[number];
