import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadCatalog } from '../../src/catalog/index.ts';
import { packageFolder, readConfig } from '../../src/config.ts';
import { createExplainer } from '../../src/explain/index.ts';
import { cases, explainCase, goldenAnswer, goldenLadder } from '../cases.helper.ts';

/** `npm run golden [-- case ...]`: writes the answers and ladders of the recorded cases anew. Read the difference before you commit it. */
const wanted = process.argv.slice(2);
const explainer = createExplainer(loadCatalog(readConfig({}, 'golden').catalogFolder));
let written = 0;
for (const one of cases(join(packageFolder, 'test'))) {
  if (wanted.length > 0 && !wanted.includes(one.name)) continue;
  for (const language of ['en', 'ru'])
    writeFileSync(join(one.folder, `answer.${language}.md`), goldenAnswer(explainCase(explainer, one, language)));
  const ladder = goldenLadder(explainer, explainCase(explainer, one, 'en'));
  if (ladder !== undefined) writeFileSync(join(one.folder, 'ladder.svg'), ladder);
  written += 1;
}
process.stdout.write(`${written} cases written\n`);
