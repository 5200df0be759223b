import type { FieldCode } from './problem.ts';

/** What a schema of the contract found wrong with a value that is there, as the code of its field. */
export const fieldCodeOf = ({ code, origin }: { code: string; origin?: string }): FieldCode => {
  const isNumber = origin === 'number' || origin === 'int';
  switch (code) {
    case 'invalid_type':
      return 'invalid_type';
    case 'too_small':
      return isNumber ? 'too_small' : 'too_short';
    case 'too_big':
      return isNumber ? 'too_large' : 'too_long';
    default:
      return 'invalid_value';
  }
};
