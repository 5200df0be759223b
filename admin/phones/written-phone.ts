import { isolateLtr } from '../ui/isolate.ts';
import { phoneGroups } from './phone-groups.ts';

/** A phone in groups, in the middle of a sentence, where it never breaks. */
export const writtenPhone = (phone: string) => isolateLtr(phoneGroups(phone).join('\u00a0'));
