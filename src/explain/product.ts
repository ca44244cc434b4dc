import type { Catalog } from '../catalog/index.ts';
import { firstHeader } from '../sip/fields.ts';
import type { LogLine, TracedMessage } from '../trace/traced.ts';

/** Counts which products a trace shows: by Server and User-Agent, by log format, by known log lines. */
export interface ProductCounter {
  message(message: TracedMessage): void;
  /** Product keys, the most telling first: the box that wrote the log, then the most frequent. */
  found(formats: readonly string[], logLines: readonly LogLine[]): readonly string[];
}

/** Header values repeat: each is looked up once. */
const MOST_VALUES = 2_000;

export function createProductCounter(catalog: Catalog): ProductCounter {
  const patterns = catalog.products.map((product) => ({
    key: product.key,
    tests: (product.recognise.server ?? []).map((source) => new RegExp(source, 'i')),
  }));
  const known = new Map<string, string | undefined>();
  const counts = new Map<string, number>();
  const productOf = (value: string): string | undefined => {
    if (!known.has(value) && known.size < MOST_VALUES)
      known.set(value, patterns.find((product) => product.tests.some((test) => test.test(value)))?.key);
    return known.get(value);
  };
  return {
    message({ message }) {
      const value = firstHeader(message, 'Server') ?? firstHeader(message, 'User-Agent');
      const key = value === undefined ? undefined : productOf(value);
      if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    found(formats, logLines) {
      const writers = catalog.products
        .filter(
          (product) =>
            product.recognise.formats?.some((format) => formats.includes(format)) === true ||
            formats.some((format) => format.startsWith(product.key)),
        )
        .map((product) => product.key);
      const talkers = [...counts].toSorted((a, b) => b[1] - a[1]).map(([key]) => key);
      const speakers = logLines.flatMap((line) => (line.product === undefined ? [] : [line.product]));
      return [...new Set([...writers, ...speakers, ...talkers])];
    },
  };
}
