import type { z } from 'zod';

const types: Partial<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
  record: 'an object',
};

const formats: Partial<Record<string, string>> = {
  date: 'a day of the calendar such as 2026-11-28',
  datetime: 'a moment with its offset from UTC such as 2026-11-28T09:30:00+04:00',
  url: 'a web address such as https://example.com/sara.jpg',
  uuid: 'an id such as 01900000-0000-7000-8000-000000000001',
};

const units: Partial<Record<string, string>> = { string: 'characters', array: 'items' };

/** What a schema found wrong where it has no words of its own for it: a sentence without its subject, as theirs are. */
export const sayIssue = (issue: z.core.$ZodRawIssue): string | undefined => {
  const is = issue.input === undefined ? 'is missing: it takes' : 'is not';
  const unit = units[String(issue.origin)];
  switch (issue.code) {
    case 'invalid_type':
      return `${is} ${types[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `${is} ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`;
    case 'invalid_format':
      return formats[issue.format] && `is not ${formats[issue.format]}`;
    case 'too_small':
      if (unit && issue.minimum === 1) return 'is empty';
      return unit ? `has fewer than ${issue.minimum} ${unit}` : `is less than ${issue.minimum}`;
    case 'too_big':
      return unit ? `has more than ${issue.maximum} ${unit}` : `is more than ${issue.maximum}`;
    default:
      return undefined;
  }
};
