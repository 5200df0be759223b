/** A word as `regulars.latin` writes its sounds, and whether it was Arabic, which leaves short vowels out. */
interface Spoken {
  word: string;
  latin: string;
}

const isArabic = ({ word }: Spoken) => /\p{Script=Arabic}/u.test(word);

const vowels = 'aeiouwyAIUY';
const isVowel = (sound: string) => vowels.includes(sound);

/** What is written one for the other, and how far apart that is; everything else is 1. */
const near: [pairs: string, distance: number][] = [
  ['Hh kq Dd oU eI iI aA Yi Ye YI Yy', 0.05],
  ['ou uU uw Uw ow ie iy ey Iy ao au Ya YA QH Qh Qt', 0.15],
  ['ae ai jg gG TtDz vf pb CS', 0.2],
  ['Ts Ck h~ H~ qg jG yj', 0.3],
  ['eu eo io iu ei', 0.4],
  ['Xk Xh wv zs zd eU oI uI iU yw aI aU aw ay', 0.5],
  ['td Ss Sj kg mn qG TD', 0.7],
];
const distances = new Map<string, number>();
for (const [pairs, distance] of near) {
  for (const [, a, b] of pairs.matchAll(/(\S)(\S)/g)) {
    distances.set(`${a}${b}`, distance);
    distances.set(`${b}${a}`, distance);
  }
}

const substitution = (a: string, b: string) => {
  if (a === b) return 0;
  return distances.get(a + b) ?? (isVowel(a) && isVowel(b) ? 0.6 : 1);
};

/** A sound that only one of the two has. `other`: may it be missing there because nobody writes it? */
const gap = (sound: string, unwritten: boolean) => {
  if (sound === '~' || sound === 'Q') return 0.1;
  if (!isVowel(sound)) return 1;
  if (!unwritten) return 0.5;
  return 'aei'.includes(sound) ? 0.1 : 'ou'.includes(sound) ? 0.2 : 'AIU'.includes(sound) ? 0.45 : 0.6;
};

/**
 * How differently two words are spelt: 0 for the same sounds, about 1 for each consonant that is another.
 *
 * @param typed that of the search
 * @param beginning how far `typed` is from the nearest beginning of `known` instead
 */
const spellingDistance = (typed: Spoken, known: Spoken, beginning = false): number => {
  const typedArabic = isArabic(typed);
  const knownArabic = isArabic(known);
  return distance(typed.latin, known.latin, {
    missingInTyped: (sound) => gap(sound, typedArabic && !knownArabic),
    missingInKnown: (sound) => gap(sound, knownArabic && !typedArabic),
    substitution,
    beginning,
  });
};

/** Is `known` another spelling of what was typed, or of what begins like it? Null: no. */
export const spellingOf = (typed: Spoken, known: Spoken): { distance: number; same: boolean } | null => {
  const { length } = typed.latin;
  // Each letter more may be heard a little differently: tried on lists of given names in both scripts.
  const allowed = 0.25 + 0.1 * length;
  // Who types "AlBalushi" may mean one who is written "Balushi".
  const withoutArticle = { ...typed, latin: typed.latin.replace(/^[ae]l(?=.{3})/, '') };
  const whole = Math.min(spellingDistance(typed, known), 0.1 + spellingDistance(withoutArticle, known));
  if (whole <= allowed) return { distance: whole, same: whole <= allowed / 2 };
  const beginning = length >= 4 || isArabic(typed) ? spellingDistance(typed, known, true) : allowed;
  return beginning <= allowed / 2 ? { distance: allowed + beginning, same: false } : null;
};

/** Are so few letters of `known` wrong that it may have been meant? Two in the wrong order are one. */
export const mayBeMistyped = (typed: string, known: string): boolean => {
  const most = typed.length >= 8 ? 2 : typed.length >= 4 ? 1 : 0;
  if (Math.abs(typed.length - known.length) > most) return false;
  const typos = distance(typed, known, {
    missingInTyped: () => 1,
    missingInKnown: () => 1,
    substitution: (a, b) => (a === b ? 0 : 1),
    beginning: false,
  });
  return typos <= most;
};

/** Edit distance with transpositions of neighbours (optimal string alignment). */
const distance = (
  typed: string,
  known: string,
  cost: {
    missingInTyped: (sound: string) => number;
    missingInKnown: (sound: string) => number;
    substitution: (a: string, b: string) => number;
    beginning: boolean;
  },
): number => {
  let beforeLast: number[] = [];
  let last = [0];
  for (let k = 0; k < known.length; k += 1) last.push(last[k]! + cost.missingInTyped(known[k]!));
  for (let t = 0; t < typed.length; t += 1) {
    const row = [last[0]! + cost.missingInKnown(typed[t]!)];
    for (let k = 0; k < known.length; k += 1) {
      let least = Math.min(
        last[k]! + cost.substitution(typed[t]!, known[k]!),
        last[k + 1]! + cost.missingInKnown(typed[t]!),
        row[k]! + cost.missingInTyped(known[k]!),
      );
      if (t > 0 && k > 0 && typed[t] === known[k - 1] && typed[t - 1] === known[k]) {
        least = Math.min(least, beforeLast[k - 1]! + 1);
      }
      row.push(least);
    }
    beforeLast = last;
    last = row;
  }
  return cost.beginning ? Math.min(...last) : last.at(-1)!;
};
