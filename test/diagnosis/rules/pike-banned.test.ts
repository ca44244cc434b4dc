import { describe, expect, test } from 'vitest';
import { rule } from '../../../src/diagnosis/rules/pike-banned.ts';
import { firesOn, quotes } from '../rules.helper.ts';

describe('pike-banned', () => {
  test('fires: the line of the flood guard', () => {
    const [finding] = firesOn(
      rule,
      `
        0.0 log WARNING: pike [pike_funcs.c:151]: pike_check_req(): PIKE - BLOCKing ip 192.0.2.10, node=0x7f7e073f7dd0
        1.0 log WARNING: pike [pike_funcs.c:151]: pike_check_req(): PIKE - BLOCKing ip 192.0.2.11, node=0x7f7e073f7dd8
      `,
    );
    expect(finding).toMatchObject({
      rule: 'pike-banned',
      call: null,
      certainty: 'proven',
      atFault: 'caller',
      about: { address: '192.0.2.10' },
      values: { count: 2, times: 2 },
    });
    expect(quotes(finding)[0]).toContain('BLOCKing ip 192.0.2.10');
  });

  test('near miss: a ban that ends', () => {
    const [finding] = firesOn(
      rule,
      `
        0.0 log WARNING: pike [pike_funcs.c:110]: PIKE - UNBLOCKing node 0x7f7e073f7dd0
      `,
    );
    expect(finding).toBeUndefined();
  });
});
