import type { Language } from '@regulars/contract/tenant';
import type { Mail } from '../mail/mail.ts';
import { writeMail } from '../mail/write-mail.ts';

const texts = {
  en: {
    subject: 'A new password for Regulars',
    why: 'Somebody has asked for a new password for this e-mail address.',
    choose: 'Choose a new password',
    good: 'The link is good for one hour and one use. Your second factor, if you have one, stays.',
    otherwise: 'If it was not you, leave this mail alone: your password stays as it is.',
  },
  ar: {
    subject: 'كلمة مرور جديدة لـ Regulars',
    why: 'طلب أحدهم كلمة مرور جديدة لهذا البريد الإلكتروني.',
    choose: 'اختر كلمة مرور جديدة',
    good: 'الرابط صالح لساعة واحدة ولاستخدام واحد. ويبقى العامل الثاني إن كان لديك.',
    otherwise: 'إن لم تكن أنت من طلبها فتجاهل هذه الرسالة: تبقى كلمة مرورك كما هي.',
  },
} satisfies Record<Language, object>;

/** Nothing in it was written by a stranger: what is sent to whoever did not ask for it carries nobody's words. */
export const recoveryMail = (to: string, link: string, language: Language): Mail => {
  const { subject, why, choose, good, otherwise } = texts[language];
  return writeMail(to, language, { subject, parts: [why, { link, label: choose }, good, otherwise] });
};
