import type { Language } from '@regulars/contract/tenant';
import type { Mail } from '../mail/mail.ts';
import { writeMail } from '../mail/write-mail.ts';
import { deviceOf } from '../sessions/device-of.ts';

const locales: Record<Language, string> = {
  en: 'en-GB-u-nu-latn-ca-gregory',
  ar: 'ar-u-nu-latn-ca-gregory',
};

const texts = {
  en: {
    subject: 'A change to your account at Regulars',
    happened: 'This has happened to your account:',
    kinds: {
      password_changed: 'Your password was changed',
      password_recovered: 'A new password was chosen by a link',
      signed_in_after_recovery:
        'The password that was chosen by a link was used to sign in for the first time',
      two_factor_on: 'A second factor was switched on',
      two_factor_off: 'The second factor was switched off',
      backup_codes_renewed: 'Your backup codes were renewed',
      backup_code_used: 'A backup code was used to sign in',
    },
    browser: (browser: string) => `in ${browser}`,
    browserOn: (browser: string, system: string) => `in ${browser} on ${system}`,
    fine: 'If it was you, there is nothing to do.',
    choose: 'If it was not you, ask for a new password at once, which signs everybody out of your account',
    afterwards:
      'Then renew your second factor in My account. If you cannot get in, turn to whoever runs this server.',
  },
  ar: {
    subject: 'تغيير في حسابك لدى Regulars',
    happened: 'حدث ما يلي في حسابك:',
    kinds: {
      password_changed: 'غُيّرت كلمة مرورك',
      password_recovered: 'اختيرت كلمة مرور جديدة برابط',
      signed_in_after_recovery: 'سُجّل الدخول لأول مرة بكلمة المرور التي اختيرت برابط',
      two_factor_on: 'فُعّل العامل الثاني',
      two_factor_off: 'أُوقف العامل الثاني',
      backup_codes_renewed: 'جُدّدت رموزك الاحتياطية',
      backup_code_used: 'استُخدم رمز احتياطي للدخول',
    },
    browser: (browser: string) => `من متصفح ${browser}`,
    browserOn: (browser: string, system: string) => `من متصفح ${browser} على ${system}`,
    fine: 'إن كنت أنت من فعل ذلك فلا يلزمك شيء.',
    choose: 'وإلا فاطلب كلمة مرور جديدة فورًا، فبها يُسجَّل خروج الجميع من حسابك',
    afterwards: 'ثم جدّد العامل الثاني في صفحة «حسابي». وإن تعذّر عليك الدخول فتواصل مع من يدير هذا الخادم.',
  },
} satisfies Record<Language, object>;

export type NoticeKind = keyof (typeof texts)['en']['kinds'];

/** Something that has happened to somebody's account. */
export interface Notice {
  kind: NoticeKind;
  happenedAt: Date;
  /** As the browser called itself. */
  userAgent: string | null;
}

/** What has happened to an account and what to do about it: no secret is in it, and no word of whoever did it. */
export const noticeMail = (
  { email, language, timeZone }: { email: string; language: Language; timeZone: string },
  notices: readonly Notice[],
  publicUrl: string,
): Mail => {
  const { subject, happened, kinds, browserOn, fine, choose, afterwards, ...words } = texts[language];
  const moment = new Intl.DateTimeFormat(locales[language], {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'shortOffset',
    timeZone,
  });
  const lines = notices.map(({ kind, happenedAt, userAgent }) => {
    const { browser, system } = deviceOf(userAgent);
    const where = browser && (system ? browserOn(browser, system) : words.browser(browser));
    return [kinds[kind], moment.format(happenedAt), ...(where ? [where] : [])].join(' · ');
  });
  return writeMail(email, language, {
    subject,
    parts: [happened, { lines }, fine, { link: `${publicUrl}/forgotten`, label: choose }, afterwards],
  });
};
