import { IntlMessageFormat } from 'intl-messageformat';
import { inline, type Text, type Value } from './answer.ts';

/** Values of an ICU message: plain ones are formatted by the language, typed ones go into the text as they are. */
export type FillValues = Readonly<Record<string, string | number | Value>>;

const compiled = new Map<string, IntlMessageFormat>();

/**
 * An ICU message of the catalog with its values, as inline text: what stands in backticks and every typed value keeps its
 * kind. A placeholder without a value is shown as an ellipsis, so that one missing fact does not lose the sentence.
 */
export function fill(message: string, values: FillValues, language: string): Text {
  const format = formatOf(message, language);
  const given = new Proxy(
    { ...values },
    {
      get: (target, name: string) => target[name] ?? '…',
      has: () => true,
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: '' }),
    },
  );
  const text: (string | Value)[] = [];
  for (const part of format.formatToParts<Value>(given)) {
    if (typeof part.value === 'string') text.push(...inline2(part.value));
    else if (typeof part.value === 'object') text.push(part.value);
    else text.push(String(part.value));
  }
  return joined(text);
}

/** Like `inline`, but the spaces at both ends belong to the sentence. */
const inline2 = (prose: string): Text => {
  const [lead = ''] = /^\s*/.exec(prose) ?? [];
  const [trail = ''] = /\s*$/.exec(prose.slice(lead.length)) ?? [];
  return [lead.replace(/\s+/g, ' '), ...inline(prose), trail.replace(/\s+/g, ' ')].filter((part) => part !== '');
};

/** Neighbouring strings become one. */
function joined(text: Text): Text {
  const result: (string | Value)[] = [];
  for (const part of text) {
    const last = result.at(-1);
    if (typeof part === 'string' && typeof last === 'string') result[result.length - 1] = last + part;
    else result.push(part);
  }
  const first = result[0];
  if (typeof first === 'string') result[0] = first.trimStart();
  const end = result.at(-1);
  if (typeof end === 'string') result[result.length - 1] = end.trimEnd();
  return result.filter((part) => part !== '');
}

function formatOf(message: string, language: string): IntlMessageFormat {
  const key = `${language}\n${message}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const format = new IntlMessageFormat(message, language, undefined, { ignoreTag: true });
  compiled.set(key, format);
  return format;
}
