import type { AccountMailsCopy } from './en.ts'

export const ar: AccountMailsCopy = {
  keepIt: 'لا تُعِد توجيه هذه الرسالة: رابطها ورمزها لك وحدك.',
  didNotAsk: 'لم تطلب ذلك؟',
  stopsIt: 'لم تطلب ذلك؟ هذا الرابط يوقفه:',
  acts: {
    'step-up': {
      subject: (code, application) => `${code} يؤكد لتطبيق ${application} أنك أنت`,
      heading: 'رمز التأكيد',
      textHeading: (application) => `رمز التأكيد لتطبيق ${application}:`,
      what: 'أنت على وشك تغيير شيء في حسابك. هذا يؤكد أنك أنت.',
      button: 'أؤكد أنني أنا',
    },
    'change-address': {
      subject: (code, application) => `${code} يؤكد هذا العنوان لتطبيق ${application}`,
      heading: 'تأكيد هذا العنوان',
      textHeading: (application) => `رمزك لتأكيد هذا العنوان في ${application}:`,
      what: (account, application) =>
        `يريد الحساب ${account} في ${application} استخدام هذا العنوان. إن لم يكن حسابك فاترك هذه الرسالة: لا يحدث شيء من دونها.`,
      button: 'تأكيد هذا العنوان',
    },
    delete: {
      subject: (code, application) => `${code} يحذف حسابك في ${application}`,
      heading: 'رمزك لحذف الحساب',
      textHeading: (application) => `رمزك لحذف حسابك في ${application}:`,
      what: 'نسأل مرة أخرى قبل أي شيء. ثم يزول كل شيء فورًا ولا رجعة فيه.',
      button: 'حذف حسابي',
    },
  },
  addressTaken: {
    subject: (application) => `عنوانك في ${application} باقٍ لك`,
    heading: 'عنوانك باقٍ لك',
    what: 'حاول شخص دخل إلى حساب آخر أن يضيف إليه هذا العنوان. إنه تابع لحسابك، لذلك لم يتغير شيء.',
  },
  addressChanged: {
    changed: {
      subject: (application) => `تغيّر عنوانك في ${application}`,
      heading: 'تغيّر عنوانك',
      what: (day) => `من الآن تدخل بالعنوان الجديد. ويبقى هذا العنوان محجوزًا لك حتى ${day}.`,
    },
    added: {
      subject: (application) => `أُضيف عنوان إلى حسابك في ${application}`,
      heading: 'أُضيف عنوان',
      what: (_day) => 'من الآن يمكن الدخول به إلى حسابك، مثل هذا العنوان.',
    },
    removed: {
      subject: (application) => `أُزيل عنوان من حسابك في ${application}`,
      heading: 'أُزيل هذا العنوان',
      what: (day) => `لم يعد يُدخلك. ويبقى محجوزًا لك حتى ${day}.`,
    },
    primary: {
      subject: (application) => `عنوانك الرئيسي في ${application} صار عنوانًا آخر`,
      heading: 'تغيّر عنوانك الرئيسي',
      what: (_day) => 'تصل الأخبار من الآن إلى ذلك العنوان. وما زال هذا العنوان يُدخلك.',
    },
    gone: {
      subject: (application) => `أُزيل عنوان من حسابك في ${application}`,
      heading: 'أُزيل عنوان',
      what: 'لم يعد يُدخل إلى حسابك. وما زال هذا العنوان يُدخلك.',
    },
    restored: {
      subject: (application) => `عادت عناوينك في ${application} كما كانت`,
      heading: 'جرى التراجع عن تغيير في العناوين',
      what: 'عادت عناوين حسابك كما كانت قبله، وسُجِّل خروج كل المتصفحات.',
    },
    before: 'قبل',
    now: 'الآن',
    labelAdded: 'المضاف',
    labelRemoved: 'المُزال',
    undo: 'التراجع عن التغيير',
    undoLink: 'لم تكن أنت؟ هذا الرابط يتراجع عنه:',
    undoNote: 'يعيد التراجع عناوينك كما كانت ويسجِّل خروج كل المتصفحات. ثم تدخل من جديد.',
  },
  deleted: {
    subject: (application) => `حُذف حسابك في ${application}`,
    heading: 'حُذف حسابك',
    what: 'لم يعد يُحفظ هناك شيء عنك. ومن يدخل بهذا العنوان مجددًا يبدأ حسابًا جديدًا.',
  },
}
