import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

/** How the bytes of a text are read. `utf-8` also stands for pure ASCII. */
export type Charset = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251' | 'koi8-r' | 'windows-1252';

export interface Decoder {
  /** Text of the bytes so far that can be decided; keeps incomplete characters for the next call. */
  push(bytes: Uint8Array): string;
  /** The rest. */
  end(): string;
  charset(): Charset;
  /** True where a byte order mark was dropped. */
  hadMark(): boolean;
}

/**
 * Decodes a text piece by piece and finds its character set by itself: a byte order mark, the zero bytes of UTF-16, valid UTF-8, else
 * the letter statistics of Windows-1251 and KOI8-R, else Windows-1252. Bytes that fit nothing become U+FFFD. Never throws.
 */
export function createDecoder(): Decoder {
  let charset: Charset = 'utf-8';
  let decided = false;
  let started = false;
  let mark = false;
  let sawUtf8 = false;
  let rest: Uint8Array = new Uint8Array(0);
  let decoder: TextDecoder | undefined;

  const start = (bytes: Uint8Array): Uint8Array => {
    started = true;
    const found = wideCharset(bytes);
    if (found !== undefined) choose(found.charset);
    const skip = found?.mark ?? utf8Mark(bytes);
    mark = skip > 0;
    return bytes.subarray(skip);
  };
  const choose = (found: Charset): void => {
    charset = found;
    decided = true;
    decoder = new TextDecoder(found, { ignoreBOM: true });
  };
  const utf8 = (bytes: Uint8Array, last: boolean): string => {
    const cut = last ? bytes.length : completeLength(bytes);
    rest = bytes.slice(cut);
    const whole = bytes.subarray(0, cut);
    if (isUtf8(whole)) {
      sawUtf8 ||= true;
      return text(whole, 'utf8');
    }
    const lossy = text(whole, 'utf8');
    if (sawUtf8 || mostlyUtf8(lossy)) return lossy;
    choose(singleByteCharset(whole) ?? 'utf-8');
    if (charset === 'utf-8') {
      decided = false;
      return lossy;
    }
    rest = new Uint8Array(0);
    return decode(bytes, last);
  };
  const decode = (bytes: Uint8Array, last: boolean): string =>
    decided && decoder !== undefined ? decoder.decode(bytes, { stream: !last }) : utf8(bytes, last);

  return {
    push(bytes) {
      const joined = rest.length === 0 ? bytes : concat(rest, bytes);
      rest = new Uint8Array(0);
      if (!started && joined.length < 4) {
        rest = joined.slice();
        return '';
      }
      const body = started ? joined : start(joined);
      if (!decided && isAscii(body)) return text(body, 'latin1');
      return decode(body, false);
    },
    end() {
      const body = started ? rest : start(rest);
      rest = new Uint8Array(0);
      return decode(body, true);
    },
    charset: () => charset,
    hadMark: () => mark,
  };
}

function text(bytes: Uint8Array, encoding: 'latin1' | 'utf8'): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(encoding);
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}

function utf8Mark(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** UTF-16 by its mark, else by its zero bytes: ASCII text in UTF-16 has one at every second place. */
function wideCharset(bytes: Uint8Array): { charset: Charset; mark: number } | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { charset: 'utf-16le', mark: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { charset: 'utf-16be', mark: 2 };
  const length = Math.min(bytes.length, 1024);
  let even = 0;
  let odd = 0;
  for (let index = 0; index < length; index += 1) {
    if (bytes[index] !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  const enough = length * 0.2;
  if (odd > enough && even < odd / 8) return { charset: 'utf-16le', mark: 0 };
  if (even > enough && odd < even / 8) return { charset: 'utf-16be', mark: 0 };
  return undefined;
}

/** Length without an incomplete UTF-8 sequence at the end (RFC 3629). */
function completeLength(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] as number;
    if ((byte & 0xc0) === 0x80) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needed > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function mostlyUtf8(lossy: string): boolean {
  let good = 0;
  let bad = 0;
  for (let index = 0; index < lossy.length; index += 1) {
    const code = lossy.charCodeAt(index);
    if (code === 0xfffd) bad += 1;
    else if (code >= 128) good += 1;
  }
  return good > bad;
}

// о, е, а, и, н, т: half of all letters of a Russian text are among the ten most frequent ones.
const COMMON_1251 = new Set([0xee, 0xe5, 0xe0, 0xe8, 0xed, 0xf2]);
const COMMON_KOI8 = new Set([0xcf, 0xc5, 0xc1, 0xc9, 0xce, 0xd4]);

/** Windows-1251 or KOI8-R by letter statistics, Windows-1252 where high letters stand alone, nothing where the bytes are binary. */
function singleByteCharset(bytes: Uint8Array): Charset | undefined {
  let run = 0;
  let inWords = 0;
  let high = 0;
  let windows = 0;
  let koi8 = 0;
  for (const byte of bytes) {
    if (byte < 9 || (byte > 13 && byte < 27)) return undefined;
    if (byte < 0x80) {
      run = 0;
      continue;
    }
    high += 1;
    run += 1;
    if (run >= 3) inWords += 1;
    if (COMMON_1251.has(byte)) windows += 1;
    if (COMMON_KOI8.has(byte)) koi8 += 1;
  }
  if (inWords * 4 >= high) return windows >= koi8 ? 'windows-1251' : 'koi8-r';
  return 'windows-1252';
}
