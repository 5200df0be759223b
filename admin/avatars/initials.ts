/** Letters that stand for somebody without a picture: of the first word and of the last. */
export const initialsOf = (name: string): string => {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const letters = [...new Set([words.at(0), words.at(-1)])].map((word) => [...(word ?? '')][0] ?? '');
  // Letters of Arabic would join to something that is no word.
  return letters.join(/\p{Script=Arabic}/u.test(letters[0] ?? '') ? ' ' : '').toUpperCase();
};
