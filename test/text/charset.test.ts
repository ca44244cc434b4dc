import { describe, expect, it } from 'vitest';
import { createDecoder } from '../../src/text/charset.ts';

function decode(bytes: Uint8Array, size: number): { text: string; charset: string } {
  const decoder = createDecoder();
  let text = '';
  for (let at = 0; at < bytes.length; at += size) text += decoder.push(bytes.subarray(at, at + size));
  return { text: text + decoder.end(), charset: decoder.charset() };
}

const RUSSIAN = 'Абонент не отвечает, попробуйте позвонить позже.\nNext line in ASCII.\n';
// Windows-1251 and KOI8-R of RUSSIAN's letters; TextDecoder can only read them.
const tableOf = (charset: string): Map<string, number> => {
  const decoder = new TextDecoder(charset);
  return new Map(
    Array.from({ length: 128 }, (_one, index) => [decoder.decode(Uint8Array.of(index + 128)), index + 128]),
  );
};
const encode = (text: string, charset: string): Uint8Array => {
  const table = tableOf(charset);
  return Uint8Array.from([...text].map((letter) => table.get(letter) ?? letter.charCodeAt(0)));
};

describe('a text finds its own character set', () => {
  it.each([1, 3, 1000])('UTF-8 in pieces of %i', (size) => {
    expect(decode(Buffer.from(RUSSIAN), size)).toEqual({ text: RUSSIAN, charset: 'utf-8' });
  });

  it.each(['windows-1251', 'koi8-r'])('%s', (charset) => {
    expect(decode(encode(RUSSIAN, charset), 1000)).toEqual({ text: RUSSIAN, charset });
  });

  it('Windows-1252, where high letters stand alone', () => {
    expect(decode(Buffer.from('Müller grüßt\n', 'latin1'), 1000)).toEqual({
      text: 'Müller grüßt\n',
      charset: 'windows-1252',
    });
  });

  it.each(['utf-16le', 'utf-16be'])('%s with and without a mark', (charset) => {
    const bytes = Buffer.from(`\ufeff${RUSSIAN}`, 'utf16le');
    const ascii = Buffer.from('plain text of a log\n'.repeat(3), 'utf16le');
    if (charset === 'utf-16be') [bytes, ascii].forEach((one) => one.swap16());
    expect(decode(bytes, 7)).toEqual({ text: RUSSIAN, charset });
    expect(decode(ascii, 1000)).toEqual({ text: 'plain text of a log\n'.repeat(3), charset });
  });

  it('drops the mark of UTF-8 and says so', () => {
    const decoder = createDecoder();
    expect(decoder.push(Buffer.from('\ufeffabcdef')) + decoder.end()).toBe('abcdef');
    expect(decoder.hadMark()).toBe(true);
  });

  it('replaces a few broken octets of UTF-8 and keeps the rest', () => {
    const bytes = Buffer.concat([Buffer.from('Алиса '), Buffer.from([0xff]), Buffer.from(' Боб')]);
    expect(decode(bytes, 1000)).toEqual({ text: 'Алиса \ufffd Боб', charset: 'utf-8' });
  });

  it('leaves binary octets alone', () => {
    expect(decode(Uint8Array.of(65, 66, 67, 1, 2, 0xc0, 0xc1, 0xc2, 68), 1000).charset).toBe('utf-8');
  });

  it('takes short and empty inputs', () => {
    expect(decode(Buffer.from('ab'), 1)).toEqual({ text: 'ab', charset: 'utf-8' });
    expect(decode(new Uint8Array(0), 1)).toEqual({ text: '', charset: 'utf-8' });
  });
});
