/** A text without e-mail addresses, and without numbers that could be a phone. */
export const withoutPersons = (text: string): string =>
  text
    .replaceAll(/[^\s"'<>(),;:=]+@[^\s"'<>(),;:=]+/g, '[e-mail]')
    .replaceAll(/\+?\p{Nd}[\p{Nd}\s().-]{5,}\p{Nd}/gu, '[number]');
