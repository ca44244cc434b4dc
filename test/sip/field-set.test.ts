import { expect, test } from 'vitest';
import { createFieldSets, EXTENSION, hasField } from '../../src/sip/field-set.ts';
import { HEADER_COUNT, knownHeader } from '../../src/sip/names.ts';

const idOf = (name: string): number => knownHeader(name)?.id ?? EXTENSION;

test('a set has what was added and nothing else, for every known name and for extensions', () => {
  const sets = createFieldSets();
  for (let id = 0; id <= EXTENSION; id++) {
    sets.begin();
    sets.add(id);
    const set = sets.end();
    expect(
      Array.from({ length: HEADER_COUNT + 1 }, (_, other) => other).filter((other) => hasField(set, other)),
    ).toEqual([id]);
  }
});

test('messages with the same fields share one set', () => {
  const sets = createFieldSets();
  const made = [
    ['Via', 'From', 'X-Site'],
    ['From', 'X-Other', 'Via'],
    ['Via', 'From'],
  ].map((names) => {
    sets.begin();
    for (const name of names) sets.add(idOf(name));
    return sets.end();
  });
  expect(made[0]).toBe(made[1]);
  expect(made[2]).not.toBe(made[0]);
});

test('hostile input with thousands of combinations is read all the same', () => {
  const sets = createFieldSets();
  for (let bits = 0; bits < 8192; bits++) {
    sets.begin();
    for (let id = 0; id < 13; id++) if ((bits & (1 << id)) !== 0) sets.add(id);
    const set = sets.end();
    for (let id = 0; id < 13; id++) expect(hasField(set, id)).toBe((bits & (1 << id)) !== 0);
  }
});
