import type { Catalog, Product } from '../catalog/index.ts';
import type { Command } from './answer.ts';

/** Real values for the placeholders of a command; what is missing stays as an upper-case word. */
export type CommandValues = Readonly<
  Partial<
    Record<'user' | 'number' | 'ip' | 'senderIp' | 'callId' | 'gateway' | 'profile' | 'domain' | 'channel', string>
  >
>;

/** How a placeholder is called where nothing fills it, other than by its own name. */
const BLANKS: Readonly<Record<string, string>> = { callId: 'CALL-ID', senderIp: 'IP' };

/** What is chosen of all commands: product keys in order of preference, and how many commands at most. */
export interface CommandChoice {
  readonly products: readonly string[];
  /** Formats of the log: they tell which variant of a command the box has. */
  readonly formats?: readonly string[];
  readonly values: CommandValues;
  readonly most: number;
}

/** The commands that carry out these capabilities on the preferred products, with the generic tool where they have none. */
export function commandsFor(
  catalog: Catalog,
  capabilities: readonly string[],
  choice: CommandChoice,
): readonly Command[] {
  const found: Command[] = [];
  for (const capability of new Set(capabilities)) {
    const preferred = choice.products
      .map((key) => catalog.products.find((product) => product.key === key))
      .filter((product) => product !== undefined);
    const holders = preferred.filter((product) => product.commands[capability] !== undefined);
    const generic = catalog.products.find((product) => product.key === 'generic');
    const used = holders.length > 0 ? holders : generic?.commands[capability] === undefined ? [] : [generic];
    found.push(...used.flatMap((product) => oneProduct(product, capability, choice)));
  }
  // Two capabilities may be one command.
  const once = found.filter(({ command }, index) => found.findIndex((other) => other.command === command) === index);
  return once.slice(0, choice.most);
}

function oneProduct(product: Product, capability: string, { values, formats = [] }: CommandChoice): Command[] {
  const command = product.commands[capability];
  if (command === undefined) return [];
  if (typeof command === 'string') return [{ kind: 'command', label: product.name, command: fill(command, values) }];
  const variants = Object.entries(command);
  // asterisk-chan-sip, asterisk-pjsip
  const shown = variants.filter(([variant]) => formats.some((format) => format.endsWith(variant.replaceAll('_', '-'))));
  return (shown.length > 0 ? shown : variants).map(([variant, text]) => ({
    kind: 'command',
    label: `${product.name} ${variant}`,
    command: fill(text, values),
  }));
}

/** `pjsip show endpoint {user}` -> `pjsip show endpoint 102`, or `... USER` where the user is not known. */
const fill = (command: string, values: CommandValues): string =>
  command.replace(
    /\{(\w+)\}/g,
    (_, name: string) => safeValue(values[name as keyof CommandValues]) ?? BLANKS[name] ?? name.toUpperCase(),
  );

/** A value of a trace may hold anything: only what cannot change the meaning of a command line is filled in. */
const safeValue = (value: string | undefined): string | undefined =>
  value !== undefined && /^[\w.@:+-]{1,128}$/.test(value) && !value.startsWith('-') ? value : undefined;
