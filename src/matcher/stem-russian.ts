// After the Snowball Russian stemmer: endings are cut only behind the first vowel; what is left of a verb must stay a word.
const GERUND = /(?:(?<=[ая])(?:вшись|вши)|(?:ывшись|ившись|ывши|ивши))$/;
const REFLEXIVE = /(?:ся|(?<=л[аио]|[юу]|те|ши)сь)$/;
const ADJECTIVE = /(?:ими|ыми|его|ого|ему|ому|ее|ие|ые|ое|ей|ий|ый|ой|ем|им|ым|ом|их|ых|ую|юю|ая|яя|ою|ею)$/;
const PARTICIPLE = /(?:(?<=[ая])(?:ем|нн|вш|ющ|щ)|(?:ивш|ывш|ующ|енн))$/;
const VERB =
  /(?:(?<=[ая])(?:ете|йте|ешь|нно|ла|на|ли|ем|ло|но|ет|ют|ны|ть|й|л|н)|(?:ейте|уйте|ила|ыла|ена|ите|или|ыли|ило|ыло|ено|ует|уют|ены|ить|ыть|ишь|ей|уй|ил|ыл|им|ым|ен|ят|ит|ыт|ую|ю))$/;
const NOUN =
  /(?:иями|ями|ами|ией|иям|ием|иях|ев|ов|ие|ье|еи|ии|ей|ой|ий|ям|ем|ам|ом|ах|ях|ию|ью|ия|ья|а|е|и|й|о|у|ы|ь|ю|я)$/;
const FLEETING_VOWEL = /(?<=[^аеиоуыэюя])[ое]к$/;
const LAST_VOWEL_OR_N = /(?<=...[^аеиоуыэюя])[аеияо]$|(?<=..[^аеиоуыэюя])н$/;
// превышен, превысили; запрещено, запретил; отвечает, ответил
const HARD: Readonly<Record<string, string>> = { ш: 'с', щ: 'т', ч: 'т' };
const MIN_VERB_STEM = 4;
const MIN_LONG_STEM = 6;

/** The stem of a Russian word in lower case without `ё`: `занятого`, `занято` and `занят` share `занят`. */
export function russianStem(word: string): string {
  const vowel = word.search(/[аеиоуыэюя]/);
  if (vowel < 0 || word.length < 4) return word;
  const head = word.slice(0, vowel + 1);
  return shortened(finished(head + inflectionless(word.slice(vowel + 1), head.length)));
}

function inflectionless(tail: string, headLength: number): string {
  const withoutGerund = tail.replace(GERUND, '');
  if (withoutGerund !== tail) return withoutGerund;
  const active = tail.replace(REFLEXIVE, '');
  const adjective = active.replace(ADJECTIVE, '');
  if (adjective !== active && adjective.length > 0) return adjective.replace(PARTICIPLE, '');
  const verb = active.replace(VERB, '');
  const isVerb = verb !== active && verb.length + headLength >= MIN_VERB_STEM;
  return isVerb ? verb : active.replace(NOUN, '');
}

function finished(stem: string): string {
  return stem
    .replace(/(?<=..[^аеиоуыэюя][аеиоуыэюя]+[^аеиоуыэюя].*)ость?$/, '')
    .replace(/(?<=.{3})ейше?$/, '')
    .replace(/нн$/, 'н')
    .replace(/ь$/, '');
}

function shortened(stem: string): string {
  if (stem.length < 5) return stem;
  // a vowel that comes and goes: звонок, звонка; ошибка, ошибок
  const steady = stem.replace(FLEETING_VOWEL, 'к');
  // регистрация, регистрирует, зарегистрирован
  const root = steady.replace(/(?:ирова|ирован|ируе|ир|ова|аци|ац)$/, '');
  const base = root.length >= MIN_LONG_STEM ? root : steady;
  // отклоняет, отклонить; недоступный, недоступен
  return base.replace(LAST_VOWEL_OR_N, '').replace(/[шщч]$/, (hushing) => HARD[hushing] ?? hushing);
}
