import type { Value } from '../answers/index.ts';
import { createAliases, type AliasKind, type Aliases } from './aliases.ts';
import type { Masking } from './mask-answer.ts';
import { maskKnown, maskText } from './mask-text.ts';
import { valuesOfTrace, type Redactable } from './redact.ts';
import { withoutSecrets } from './secrets.ts';
import { isIpv4, isIpv6 } from './wire-hosts.ts';
import { isWord, type ValueKind } from './wire-kinds.ts';

export { createAliases, type Aliases } from './aliases.ts';
export { maskAnswer, type Masking } from './mask-answer.ts';
export { maskText } from './mask-text.ts';
export { redactTrace, type Redactable, type RedactedCopy } from './redact.ts';
export { withoutSecrets } from './secrets.ts';

/** Only secrets are taken out: for the person who sent the trace, in private. */
export const secretsOnly: Masking = {
  value: (value) =>
    value.value === 'token' || value.value === 'header' ? { ...value, text: withoutSecrets(value.text) } : value,
  raw: withoutSecrets,
  mixed: withoutSecrets,
};

/** Parties, addresses and Call-IDs become aliases, secrets are taken out: for groups and `--redact`. */
export function masked(aliases: Aliases = createAliases()): Masking {
  const value = (given: Value): Value => {
    switch (given.value) {
      case 'number':
      case 'user':
      case 'callId':
        return { ...given, text: aliases.of(given.value, given.text) };
      case 'host':
      case 'address':
        return { ...given, text: maskEndpoint(given.text, given.value, aliases) };
      case 'header':
        return { ...given, text: maskText(given.text, aliases) };
      case 'token':
        return { ...given, text: maskKnown(withoutSecrets(given.text), aliases) };
      default:
        return given.value satisfies never;
    }
  };
  return { value, raw: (text) => maskText(text, aliases), mixed: (text) => maskKnown(withoutSecrets(text), aliases) };
}

/** Gives an alias to everybody and every place in a trace, so that they are found in any text about it. */
export function learn(aliases: Aliases, trace: Redactable): void {
  for (const [value, kind] of valuesOfTrace(trace)) {
    const own = aliasKind(value, kind);
    if (own === undefined || isWord(value)) continue;
    aliases.of(own, value);
    // The same number is often written without its plus.
    if (own === 'number' && value.startsWith('+')) aliases.of(own, value.slice(1));
  }
}

function aliasKind(value: string, kind: ValueKind): AliasKind | undefined {
  switch (kind) {
    case 'user':
    case 'number':
    case 'name':
    case 'callId':
      return kind;
    case 'host':
    case 'realm':
      return isIpv4(value) || isIpv6(value) ? 'address' : 'host';
    case 'word':
      // Of a field that nobody knows: a plain word of it may be one of ours as well.
      return value.length >= 6 && /\d/.test(value) ? 'name' : undefined;
    default:
      return undefined;
  }
}

/** `192.0.2.1:5060` -> `A1:5060`: the port says what is spoken, not by whom. */
function maskEndpoint(text: string, kind: 'host' | 'address', aliases: Aliases): string {
  const [, host = text, port = ''] = /^(.*?)(:\d{1,5})?$/.exec(text) ?? [];
  const isV6 = text.split(':').length > 2 && !text.startsWith('[');
  return isV6 ? aliases.of('address', text) : `${aliases.of(kind, host.replace(/^\[|\]$/g, ''))}${port}`;
}
