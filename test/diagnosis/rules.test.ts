import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog/index.ts';
import { RULES } from '../../src/diagnosis/rules/index.ts';

const root = join(import.meta.dirname, '../..');
const catalog = loadCatalog(join(root, 'catalog'));

/** Rules that come later; everything else of the list must be there. */
const LATER = new Set(
  '180-then-183 430-flow 503-no-failover asterisk-static-peer-register asterisk-wrong-context drop-reg-expiry fail2ban-banned hold-no-music reg-flap reg-transport-mismatch rtp-ports-exhausted stuck-channels'.split(
    ' ',
  ),
);

test('every rule has its file, its words in every language, traces that fire it and near misses', () => {
  const wrong: string[] = [];
  const byId = [...new Map(RULES.map((rule) => [rule.id, rule])).values()];
  const table = byId.map((rule) => {
    const path = join(root, 'test/diagnosis/rules', `${rule.id}.test.ts`);
    const source = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const fires = source.match(/\btest(?:\.each\([^]*?\))?\(\s*[`'"]fires/g)?.length ?? 0;
    const misses = source.match(/\btest(?:\.each\([^]*?\))?\(\s*[`'"]near miss/g)?.length ?? 0;
    const languages = catalog.languages.filter((language) => {
      const entry = catalog.entry(`finding/${rule.id}`, language);
      return entry?.kind === 'finding' && entry.title !== undefined && !entry.untranslated;
    });
    if (!existsSync(join(root, 'src/diagnosis/rules', `${rule.id}.ts`))) wrong.push(`${rule.id}: no file of its name`);
    if (fires === 0) wrong.push(`${rule.id}: no firing case`);
    if (misses === 0) wrong.push(`${rule.id}: no near miss`);
    if (languages.length < catalog.languages.length)
      wrong.push(`${rule.id}: words in ${languages.join(', ') || 'no language'} only`);
    if (rule.spec.length === 0) wrong.push(`${rule.id}: no section cited`);
    return `${rule.id.padEnd(30)} ${RULES.filter((other) => other.id === rule.id)
      .map((other) => other.scope)
      .join(',')
      .padEnd(
        24,
      )} ${rule.severity.padEnd(8)} fires ${fires}  near misses ${misses}  words ${languages.join(' ')}${rule.aliases.length > 0 ? `  also ${rule.aliases.join(', ')}` : ''}`;
  });
  process.stdout.write(`${table.toSorted().join('\n')}\n${table.length} rules\n`);
  expect(wrong).toEqual([]);
});

test('no rule file is left out of the register, no name stands twice, no words are without a rule', () => {
  const files = readdirSync(join(root, 'src/diagnosis/rules'))
    .map((file) => file.replace(/\.ts$/, ''))
    .filter((file) => file !== 'index');
  expect([...new Set(RULES.map((rule) => rule.id))].toSorted()).toEqual(files.toSorted());
  // A fault that calls and registrations share has one name and a rule for each scope.
  const names = RULES.flatMap((rule) => [rule.id, ...rule.aliases].map((name) => `${name} (${rule.scope})`));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  const words = readdirSync(join(root, 'catalog/findings')).map((file) => file.replace(/\.yaml$/, ''));
  expect(words.filter((word) => !RULES.some((rule) => rule.id === word))).toEqual([]);
});

test('symptoms that a rule explains are rules', () => {
  const names = new Set(RULES.flatMap((rule) => [rule.id, ...rule.aliases]));
  expect(
    RULES.flatMap((rule) =>
      rule.explains.filter((name) => !names.has(name) && !LATER.has(name)).map((name) => `${rule.id} explains ${name}`),
    ),
  ).toEqual([]);
});

test('no two rules explain each other: both findings would vanish', () => {
  const pairs = RULES.flatMap((rule) =>
    RULES.filter((other) => rule.explains.includes(other.id) && other.explains.includes(rule.id)).map(
      (other) => `${rule.id} and ${other.id}`,
    ),
  );
  expect(pairs).toEqual([]);
});

const list = join(root, '../shared/facts/diagnosis-rules.json');
test.skipIf(!existsSync(list))('every rule of the list is there under its name (needs ../shared/facts)', () => {
  const names = new Set(RULES.flatMap((rule) => [rule.id, ...rule.aliases]));
  const wanted = (JSON.parse(readFileSync(list, 'utf8')) as { id: string }[])
    .map(({ id }) => id)
    .filter((id) => !LATER.has(id));
  expect(wanted.filter((id) => !names.has(id))).toEqual([]);
});
