import { editDistance, lettersApart, lettersOf } from './edit-distance.ts';
import { foldedWords } from './fold.ts';
import { hashOf } from './hash.ts';
import { nicknamesOf } from './nicknames.ts';
import { isArabic, soundSimilarity, soundsOf } from './sounds.ts';

/** One part of a name (given, family) in one writing, made ready for comparison. */
export interface Name {
  /** Folded letters without spaces, article and forms of "Abdul". */
  text: string;
  words: string[];
  arabic: boolean;
  sounds: Uint8Array;
  /** Which letters it has, a bit for each. */
  letters: number;
  hash: number;
  /** The consonants, the same for both scripts where they can be told. Never empty. */
  skeleton: string;
}

/** From unsure to sure; a level's place here is its rank. */
export const nameRanks = [
  'different_across_scripts',
  'different',
  'faintly_alike',
  'faintly_alike_across_scripts',
  'initial',
  'short_form',
  'alike',
  'alike_across_scripts',
  'close',
  'equal',
] as const;
export type NameLevel = (typeof nameRanks)[number];
export const rankOf = Object.fromEntries(nameRanks.map((level, rank) => [level, rank])) as Record<
  NameLevel,
  number
>;

export interface NameComparison {
  /** Into `nameRanks`. */
  rank: number;
  /** 0 to 1 */
  similarity: number;
}

/** From here on an Arabic and a Latin writing are taken for one name. */
const acrossScriptsThreshold = 0.86;

const articles = new Set(['al', 'el', 'ul', 'ال']);
const servants = new Set(['abd', 'abdul', 'abdel', 'abdal', 'abdol', 'abdoul', 'عبد']);
const parents = new Set(['abu', 'abou', 'abo', 'umm', 'um', 'ابو', 'ام']);
const kinship = new Set(['bin', 'ibn', 'ben', 'bint', 'binti', 'بن', 'ابن', 'بنت']);
const titles = new Set([
  ...['mr', 'mrs', 'ms', 'miss', 'dr', 'prof', 'eng', 'sir', 'sheikh', 'shaikh', 'jr', 'sr'],
  ...['السيده', 'د', 'دكتور', 'دكتوره', 'م', 'مهندس', 'استاذ', 'الشيخ', 'شيخ'],
]);

/** They begin like the article and have none. */
const withoutArticle = new Set(['الهام', 'الياس', 'الينا', 'الفيه', 'الماس', 'الهه']);

/** "Abd al-Rahman", "Abdurrahman", "عبد الرحمن" in one way, and no article in front. */
const plain = (word: string) => {
  if (nicknamesOf(word) || withoutArticle.has(word)) return word;
  return (
    word
      .replace(/^عبدال(?=..)/, 'عبد')
      .replace(/^abd[aeou]*(?:l(?=l?[^l])|(?=([rsdtnz])\1))(?=..)/, 'abd')
      // A shorter rest ("Ali", "الاء") is a name, as it is for search.
      .replace(/^(?:(?:al|el)(?=.{4})|ال(?=.{3}))/u, '')
  );
};

/** Words of a name; what belongs to the next one ("Abd al-", "Abu", "Al") joined to it. */
const nameWords = (text: string): string[] => {
  const words = foldedWords(text);
  const joined: string[] = [];
  let before = '';
  words.forEach((word, place) => {
    const last = place === words.length - 1;
    if (!last && articles.has(word)) return;
    if (!last && (servants.has(word) || parents.has(word))) {
      before += servants.has(word) ? (isArabic(word) ? 'عبد' : 'abd') : word;
      return;
    }
    if (words.length > 1 && (kinship.has(word) || titles.has(word))) return;
    joined.push(before + (before ? word.replace(/^(?:al|el|ال)(?=..)/u, '') : plain(word)));
    before = '';
  });
  if (before) joined.push(before);
  return joined;
};

const skeletonLetters: Record<string, string> = {
  ...{ b: 'b', p: 'b', f: 'f', v: 'f', t: 't', T: 't', d: 'd', D: 'd', r: 'r', z: 'z', s: 's', S: 's' },
  ...{ k: 'k', q: 'k', c: 'k', x: 'k', g: 'g', j: 'g', G: 'g', l: 'l', m: 'm', n: 'n', h: 'h' },
};

/** The consonants of a word; a vowel, ayn or alif that begins it is "a", a w or y there is kept. */
const skeletonOf = (text: string): string => {
  const arabicOnes: Record<string, string> = {
    ...{
      ا: 'a',
      ع: 'a',
      ء: 'a',
      ب: 'b',
      پ: 'b',
      ت: 't',
      ث: 't',
      ج: 'g',
      چ: 's',
      ح: 'h',
      خ: 'k',
      د: 'd',
      ذ: 'z',
    },
    ...{
      ر: 'r',
      ز: 'z',
      س: 's',
      ش: 's',
      ص: 's',
      ض: 'd',
      ط: 't',
      ظ: 'z',
      غ: 'g',
      ف: 'f',
      ق: 'k',
      ك: 'k',
      گ: 'g',
    },
    ...{ ل: 'l', م: 'm', ن: 'n', ه: 'h', و: 'w', ي: 'y', ڤ: 'f' },
  };
  const latin = text
    .replaceAll(/sh|ch/g, 's')
    .replaceAll(/th/g, 't')
    .replaceAll(/dh/g, 'd')
    .replaceAll(/kh|ck/g, 'k')
    .replaceAll(/gh/g, 'g')
    .replaceAll(/ph/g, 'f');
  let skeleton = '';
  let previous = '';
  for (const letter of latin) {
    const mapped = arabicOnes[letter] ?? skeletonLetters[letter] ?? ('aeiou'.includes(letter) ? 'a' : letter);
    if ('awy'.includes(mapped)) {
      if (skeleton === '') skeleton = mapped;
    } else if (mapped !== previous) skeleton += mapped;
    previous = mapped;
  }
  return (skeleton.length > 1 ? skeleton.replace(/h$/, '') : skeleton) || text.slice(0, 1);
};

/** @returns null where there is no letter or digit */
export const nameOf = (written: string): Name | null => {
  const words = nameWords(written);
  if (words.length === 0) return null;
  const text = words.join('').slice(0, 64);
  return {
    text,
    words,
    arabic: isArabic(text),
    sounds: soundsOf(text),
    letters: lettersOf(text),
    hash: hashOf(text),
    skeleton: skeletonOf(text),
  };
};

export interface NameParts {
  given: string;
  middle: string[];
  family: string;
}

/** A whole name in its parts: the first word is given, the last the family's; "Family, Given" is understood. */
export const splitName = (written: string): NameParts => {
  const comma = written.search(/[,،]/);
  const before = comma === -1 ? [] : nameWords(written.slice(0, comma));
  const words = nameWords(comma === -1 ? written : written.slice(comma + 1));
  // "Robert Baden-Powell, 1st Baron" is no family name first: that is one or two words.
  if (before.length > 0 && words.length > 0 && words.length <= 3 && before.length <= 2) {
    return { given: words[0]!, middle: words.slice(1), family: before.join(' ') };
  }
  const all = [...before, ...words];
  if (all.length < 2) return { given: all[0] ?? '', middle: [], family: '' };
  return { given: all[0]!, middle: all.slice(1, -1), family: all.at(-1)! };
};

const isShortForm = (a: Name, b: Name) => {
  const [shorter, longer] = a.text.length <= b.text.length ? [a, b] : [b, a];
  if (shorter.text.length >= 3 && longer.text.startsWith(shorter.text)) return true;
  if (
    longer.words.length > shorter.words.length &&
    shorter.words.every((word) => longer.words.includes(word))
  ) {
    return true;
  }
  return nicknamesOf(a.text)?.has(b.text) === true || nicknamesOf(b.text)?.has(a.text) === true;
};

const compareAcross = (a: Name, b: Name): NameComparison => {
  const similarity = soundSimilarity(a.sounds, b.sounds, true);
  if (similarity >= acrossScriptsThreshold) return { rank: rankOf.alike_across_scripts, similarity };
  if (similarity >= 0.8) return { rank: rankOf.faintly_alike_across_scripts, similarity };
  return { rank: rankOf.different_across_scripts, similarity };
};

const compareDifferent = (a: Name, b: Name): NameComparison => {
  if (a.arabic !== b.arabic) return compareAcross(a, b);
  const longest = Math.max(a.text.length, b.text.length);
  const shortest = Math.min(a.text.length, b.text.length);
  if (shortest === 1) {
    const same = a.text[0] === b.text[0];
    return same ? { rank: rankOf.initial, similarity: 0.5 } : { rank: rankOf.different, similarity: 0 };
  }
  const allowed = Math.floor(longest * 0.45);
  const distance =
    lettersApart(a.letters, b.letters) > allowed ? allowed + 1 : editDistance(a.text, b.text, allowed);
  const written = distance > allowed ? 0 : 1 - distance / longest;
  if (distance === 1 && longest >= 5) return { rank: rankOf.close, similarity: written };
  const soundsPossible = a.skeleton[0] === b.skeleton[0] || written > 0;
  const sounding = soundsPossible ? soundSimilarity(a.sounds, b.sounds, false) : 0;
  const similarity = Math.max(written, sounding * 0.95);
  if (sounding >= 0.9) return { rank: rankOf.close, similarity };
  if (isShortForm(a, b)) return { rank: rankOf.short_form, similarity: Math.max(similarity, 0.7) };
  if (written >= 0.65 || sounding >= 0.8) return { rank: rankOf.alike, similarity };
  if (written > 0 || sounding >= 0.7) return { rank: rankOf.faintly_alike, similarity };
  return { rank: rankOf.different, similarity };
};

/** Common names meet each other again and again: what was compared lately is remembered, a power of two of pairs. */
const remembered = 1 << 15;
const lefts = new Array<Name | null>(remembered).fill(null);
const rights = new Array<Name | null>(remembered).fill(null);
const results = new Array<NameComparison | null>(remembered).fill(null);
const equal: NameComparison = { rank: rankOf.equal, similarity: 1 };

/** Whether two writings can be one name, and how surely. The same in both directions. */
export const compareNames = (a: Name, b: Name): Readonly<NameComparison> => {
  if (a === b || a.text === b.text) return equal;
  const slot = Math.imul(a.hash + b.hash, 0x9e3779b1) >>> 17;
  const left = lefts[slot];
  if ((left === a && rights[slot] === b) || (left === b && rights[slot] === a)) return results[slot]!;
  const result = compareDifferent(a, b);
  lefts[slot] = a;
  rights[slot] = b;
  results[slot] = result;
  return result;
};
