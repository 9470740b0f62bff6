import type { MailsCopy } from './en.ts'

// The day stands before the clock: after the Latin name of a zone, the day's digits would be drawn on its wrong side
// (Unicode Standard Annex 9, rule W7).
export const ar: MailsCopy = {
  moment: (clock, zone, day) => `${day}، ${clock}\u00a0${zone}`,
  browserOn: (browser, system) => `${browser} على ${system}`,
  aBrowser: 'متصفح',
  aProgram: 'برنامج',
  roughly: (place) => `${place} (تقريبًا)`,

  askedBy: 'طلبه',
  browser: 'المتصفح',
  near: 'بالقرب من',
  when: 'الوقت',
  worksUntil: 'صالح حتى',
  mark: 'العلامة',
  wayIn: 'طريقة الدخول',

  sentBy: (sender) => `أرسله ${sender}.`,
  neverAsked: 'لا نطلب الرمز أبدًا عبر الهاتف أو المحادثة.',
  wasNotMe: 'لم أكن أنا',
  nothingToDo: 'إن كنت أنت، فلا حاجة إلى أي إجراء.',
  signItOut: 'لم أكن أنا: سجِّل خروجه',
  buttonUntil: (day) => `يعمل الزر حتى ${day} ولا يفعل شيئًا آخر.`,
  linkUntil: (day) => `يعمل الرابط حتى ${day} ولا يفعل شيئًا آخر.`,
  signOutLink: 'لم تكن أنت؟ هذا الرابط يسجِّل خروجه:',

  signIn: {
    subject: (code, application) => `${code} هو رمزك في ${application}`,
    preview: (clock, asker) => `صالح حتى ${clock}. طلبه: ${asker}.`,
    heading: 'رمز التحقق',
    textHeading: (application) => `رمز التحقق الخاص بك في ${application}:`,
    typeOrPress: 'اكتبه حيث طلبته، أو اضغط الزر على الجهاز نفسه.',
    typeOrOpen: 'اكتبه حيث طلبته، أو افتح هذا الرابط على الجهاز نفسه:',
    button: (application) => `تسجيل الدخول إلى ${application}`,
    didNotAsk: 'لم تطلبه؟',
    stopsIt: 'لم تطلبه؟ هذا الرابط يوقفه:',
    doNotForward: 'لا تُعِد توجيه هذه الرسالة: من يقرؤها يستطيع تسجيل الدخول باسمك.',
    copyLine: 'الزر لا يعمل؟ انسخ هذا السطر إلى المتصفح:',
  },

  approvedElsewhere: {
    subject: (browser, application) => `سُمح بدخول ${browser} إلى ${application}`,
    heading: 'سُمح بدخول متصفح آخر',
    what: 'كُتب رقمه في الصفحة التي فُتحت من رسالتنا.',
  },

  signUpClosed: {
    subject: (application) => `لا يوجد حساب في ${application} لهذا العنوان`,
    heading: 'لا يوجد حساب لهذا العنوان',
    what: (application) =>
      `طلب أحدهم تسجيل الدخول إلى ${application} بهذا العنوان. ليس له حساب هناك، ولا تُنشأ حسابات جديدة.`,
    otherAddress: 'إن كنت أنت، فقد يكون حسابك بعنوان آخر. وإن لم تكن، فلا حاجة إلى أي إجراء.',
  },

  invitation: {
    subject: (application) => `دعوة إلى ${application}`,
    heading: 'لديك دعوة',
    what: (application) => `يمكنك بهذا العنوان الانضمام إلى ${application}.`,
    invitedBy: 'صاحب الدعوة',
    button: 'عرض الدعوة',
    link: 'عرض الدعوة:',
    next: 'هناك تطلب رسالة لتسجيل الدخول، ولا يحدث شيء قبل ذلك.',
    ignore: 'إن لم تعرف ما الأمر فاتركه، ولن يحدث شيء.',
  },

  newDevice: {
    subject: (browser, application) => `سجَّل ${browser} الدخول إلى ${application}`,
    heading: 'سجَّل متصفح جديد الدخول',
    ways: {
      link: 'رابط فُتح هناك',
      code: 'رمز كُتب هناك',
      number: 'رقم كُتب على جهاز آخر',
      passkey: 'مفتاح مرور',
    },
  },
}
