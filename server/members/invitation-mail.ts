import type { Language } from '@regulars/contract/tenant';
import { harmlessName } from '../mail/harmless-name.ts';
import type { Mail } from '../mail/mail.ts';
import { writeMail } from '../mail/write-mail.ts';

const texts = {
  en: {
    subject: 'An invitation to Regulars',
    why: 'You are invited to work with Regulars, in which this business keeps its customers:',
    whyNameless:
      'You are invited to work with Regulars, in which a business keeps its customers. The invitation tells which, and who invites you.',
    look: 'Look at the invitation',
    good: 'The link is good once, for seven days, and only for you: do not pass it on.',
    otherwise:
      'What the business calls itself has been checked by nobody. If you do not know it, leave this mail alone, and nothing happens.',
  },
  ar: {
    subject: 'دعوة إلى Regulars',
    why: 'أنت مدعوّ للعمل على Regulars، وفيه تحفظ هذه المنشأة بيانات عملائها:',
    whyNameless:
      'أنت مدعوّ للعمل على Regulars، وفيه تحفظ إحدى المنشآت بيانات عملائها. وفي الدعوة ترى أي منشأة هي ومن يدعوك.',
    look: 'عرض الدعوة',
    good: 'الرابط صالح سبعة أيام ولمرة واحدة، وهو لك وحدك: لا تعطه لغيرك.',
    otherwise:
      'اسم المنشأة كما كتبته بنفسها ولم يتحقق منه أحد. إن كنت لا تعرفها فتجاهل هذه الرسالة، ولن يحدث شيء.',
  },
} satisfies Record<Language, object>;

/**
 * For whoever has not asked for it, on behalf of a business that may be anybody's: of all that the business has
 * written, its names alone are in it, never in the subject, and only where they can be nothing but names.
 */
export const invitationMail = (
  to: string,
  language: Language,
  { link, names }: { link: string; names: readonly string[] },
): Mail => {
  const { subject, why, whyNameless, look, good, otherwise } = texts[language];
  const shown = names.map(harmlessName).filter((name) => name !== null);
  return writeMail(to, language, {
    subject,
    parts: [
      shown.length > 0 ? why : whyNameless,
      ...shown.map((name) => ({ name })),
      { link, label: look },
      good,
      otherwise,
    ],
  });
};
