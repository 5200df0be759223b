/**
 * How a name sounds, from either script, as a row of symbols that can be compared. Arabic writes no short vowels
 * and Latin has several spellings for most Arabic letters, so that symbols are compared by cost and not by equality.
 *
 * Symbols: consonants in lower case; T ث/th, D ذ/dh, S ش/sh/ch, x خ/kh, G غ/gh, E ع; Latin vowels a e i o u and, where
 * they are written long, A (aa) I (ee) U (oo, ou); Arabic letters that can be vowels: L alif, W waw, Y ya, P final ya
 * (may stand for alif maqsura), H final ha (may stand for ta marbuta).
 */
const symbols = 'abtTjhxdDrzsSGgfqklmnvpEwyceiouAIULWYPH';
export const codeOf = new Map([...symbols].map((symbol, code) => [symbol, code]));
const size = symbols.length;

const arabicSymbols: Record<string, string> = {
  ا: 'L',
  ب: 'b',
  پ: 'p',
  ت: 't',
  ث: 'T',
  ج: 'j',
  چ: 'S',
  ح: 'h',
  خ: 'x',
  د: 'd',
  ذ: 'D',
  ر: 'r',
  ز: 'z',
  ژ: 'j',
  س: 's',
  ش: 'S',
  ص: 's',
  ض: 'd',
  ط: 't',
  ظ: 'z',
  ع: 'E',
  غ: 'G',
  ف: 'f',
  ڤ: 'v',
  ق: 'q',
  ك: 'k',
  گ: 'g',
  ل: 'l',
  م: 'm',
  ن: 'n',
  ه: 'h',
  و: 'W',
  ي: 'Y',
};

const latinDigraphs: Record<string, string> = {
  sh: 'S',
  ch: 'S',
  th: 'T',
  dh: 'D',
  kh: 'x',
  gh: 'G',
  ph: 'f',
  ck: 'k',
  aa: 'A',
  ee: 'I',
  ii: 'I',
  oo: 'U',
  ou: 'U',
  uu: 'U',
};
const latinSymbols: Record<string, string> = { x: 'ks' };

const arabicLetter = /[\u0600-\u06ff]/;
export const isArabic = (text: string) => arabicLetter.test(text);

/** @param word folded, without spaces */
export const soundsOf = (word: string): Uint8Array => {
  let sounds = '';
  if (isArabic(word)) {
    const letters = [...word];
    letters.forEach((letter, place) => {
      const last = place === letters.length - 1 && place > 0;
      // Shadda is not written: a letter twice is two letters.
      if (last && letter === 'ه') sounds += 'H';
      else if (last && letter === 'ي') sounds += 'P';
      else sounds += arabicSymbols[letter] ?? '';
    });
  } else {
    for (let place = 0; place < word.length; ) {
      const pair = latinDigraphs[word.slice(place, place + 2)];
      const letter = word[place]!;
      if (pair) {
        sounds += pair;
        place += 2;
        continue;
      }
      // A double consonant is one; "Abbas" is عباس.
      if (letter !== word[place - 1] || 'aeiou'.includes(letter)) {
        const symbol = latinSymbols[letter] ?? letter;
        if (codeOf.has(symbol[0]!)) sounds += symbol;
      }
      place += 1;
    }
  }
  return Uint8Array.from([...sounds].slice(0, 40), (symbol) => codeOf.get(symbol)!);
};

const substitution = new Float32Array(size * size).fill(1);
const set = (a: string, b: string, cost: number) => {
  for (const x of a) {
    for (const y of b) {
      substitution[codeOf.get(x)! * size + codeOf.get(y)!] = cost;
      substitution[codeOf.get(y)! * size + codeOf.get(x)!] = cost;
    }
  }
};
const vowels = 'aeiouAIU';
for (const vowel of vowels) set(vowel, vowels, 0.3);
set('a', 'e', 0.15);
set('i', 'e', 0.12);
set('o', 'u', 0.1);
set('a', 'A', 0.08);
set('iey', 'I', 0.1);
set('y', 'ie', 0.1);
set('ouw', 'U', 0.1);
set('w', 'ou', 0.2);
// Consonants that one Arabic letter is written with, or that are one in some dialect.
set('q', 'kgc', 0.15);
set('k', 'cq', 0.1);
set('k', 'g', 0.5);
set('c', 'sS', 0.4);
set('j', 'g', 0.15);
set('j', 'SyG', 0.7);
set('G', 'g', 0.2);
set('G', 'r', 0.7);
set('x', 'kh', 0.35);
set('T', 't', 0.15);
set('T', 's', 0.3);
set('D', 'dz', 0.2);
set('d', 'zt', 0.6);
set('z', 's', 0.5);
set('z', 'D', 0.2);
set('S', 's', 0.4);
set('v', 'f', 0.2);
set('v', 'wb', 0.4);
set('p', 'b', 0.2);
set('p', 'f', 0.4);
set('m', 'n', 0.6);
// Arabic letters that can be vowels.
set('L', 'a', 0.05);
set('L', 'A', 0);
set('L', 'e', 0.2);
set('L', 'iouIU', 0.7);
set('W', 'wuUo', 0);
set('W', 'v', 0.5);
set('W', 'aeiAI', 0.8);
set('Y', 'yiI', 0);
set('Y', 'e', 0.15);
set('Y', 'aouAU', 0.8);
set('P', 'yiI', 0);
set('P', 'e', 0.1);
set('P', 'aA', 0.2);
set('P', 'ou', 0.8);
set('P', 'YL', 0);
set('H', 'ht', 0);
set('H', 'aeA', 0.05);
set('H', 'hL', 0.1);
set('E', 'aeAiouIU', 0.1);
set('E', 'L', 0.5);
set('LWYEPH', 'bTjxdDrzsSGgfqklmnp', 1);
for (let code = 0; code < size; code += 1) substitution[code * size + code] = 0;

const omission = new Float32Array(size).fill(1);
const across = new Float32Array(size).fill(1);
const leave = (table: Float32Array, letters: string, cost: number) => {
  for (const letter of letters) table[codeOf.get(letter)!] = cost;
};
// Both written in one script.
leave(omission, 'aeiou', 0.35);
leave(omission, 'AIU', 0.6);
leave(omission, 'hHE', 0.4);
leave(omission, 'wy', 0.6);
leave(omission, 'LWYP', 0.5);
// One in each: Latin vowels that Arabic does not write, Arabic letters that Latin does not.
leave(across, 'a', 0.05);
leave(across, 'e', 0.07);
leave(across, 'i', 0.12);
leave(across, 'o', 0.15);
leave(across, 'u', 0.12);
leave(across, 'A', 0.25);
leave(across, 'I', 0.45);
leave(across, 'U', 0.45);
leave(across, 'w', 0.7);
leave(across, 'y', 0.5);
leave(across, 'H', 0.05);
leave(across, 'E', 0.12);
leave(across, 'L', 0.4);
leave(across, 'W', 0.6);
leave(across, 'Y', 0.6);
leave(across, 'P', 0.5);

const mass = (sounds: Uint8Array) => {
  let sum = 0;
  for (const code of sounds) sum += weightOf[code]!;
  return sum;
};
const weightOf = new Float32Array(size).fill(1);
leave(weightOf, 'aeiou', 0.25);
leave(weightOf, 'AIU', 0.45);
leave(weightOf, 'LWYP', 0.5);
leave(weightOf, 'EH', 0.4);

// "Fathi" is فتحي: what is written like one sound can be two.
const apart = new Map(
  [...'TSxGD'].map((symbol) => [codeOf.get(symbol)!, codeOf.get('tskgd'['TSxGD'.indexOf(symbol)]!)!]),
);
const h = codeOf.get('h')!;
const alif = codeOf.get('L')!;
const longVowels = new Set([...'WY'].map((symbol) => codeOf.get(symbol)!));
const shortVowels = new Set([...'aeiou'].map((symbol) => codeOf.get(symbol)!));
const allVowels = new Set([...vowels].map((symbol) => codeOf.get(symbol)!));

const leavingCosts = (sounds: Uint8Array, acrossScripts: boolean, into: Float32Array) => {
  const table = acrossScripts ? across : omission;
  const last = sounds.length - 1;
  for (let place = 0; place <= last; place += 1) {
    const code = sounds[place]!;
    let cost = table[code]!;
    if (acrossScripts) {
      // Arabic writes the vowel that begins or ends a word, and an alif before a long vowel stands for nothing.
      if (shortVowels.has(code) && (place === 0 || place === last)) cost = 0.45;
      if (code === alif && place === 0 && longVowels.has(sounds[1] ?? -1)) cost = 0.05;
    }
    into[place] = cost;
  }
};

let above = new Float32Array(48);
let row = new Float32Array(48);
let oneBefore = new Float32Array(48);
const leftCosts = new Float32Array(48);
const rightCosts = new Float32Array(48);

/** @returns 1 for what sounds alike, towards 0 the less it does; the same in both directions */
export const soundSimilarity = (a: Uint8Array, b: Uint8Array, acrossScripts: boolean): number => {
  if (a.length === 0 || b.length === 0) return 0;
  leavingCosts(a, acrossScripts, leftCosts);
  leavingCosts(b, acrossScripts, rightCosts);
  above[0] = 0;
  for (let j = 1; j <= b.length; j += 1) above[j] = above[j - 1]! + rightCosts[j - 1]!;
  for (let i = 1; i <= a.length; i += 1) {
    const left = a[i - 1]!;
    row[0] = above[0]! + leftCosts[i - 1]!;
    for (let j = 1; j <= b.length; j += 1) {
      const right = b[j - 1]!;
      let step = substitution[left * size + right]!;
      // An alif that begins a word carries any vowel.
      if (
        i === 1 &&
        j === 1 &&
        ((left === alif && allVowels.has(right)) || (right === alif && allVowels.has(left)))
      ) {
        step = Math.min(step, 0.1);
      }
      let cost = above[j - 1]! + step;
      const without = Math.min(above[j]! + leftCosts[i - 1]!, row[j - 1]! + rightCosts[j - 1]!);
      if (without < cost) cost = without;
      if (j > 1 && right === h && apart.get(left) === b[j - 2]) cost = Math.min(cost, above[j - 2]! + 0.1);
      if (i > 1 && left === h && apart.get(right) === a[i - 2])
        cost = Math.min(cost, oneBefore[j - 1]! + 0.1);
      row[j] = cost;
    }
    const unused = oneBefore;
    oneBefore = above;
    above = row;
    row = unused;
  }
  return Math.max(0, 1 - above[b.length]! / (0.5 * (mass(a) + mass(b)) + 0.4));
};
