import type { MailsCopy } from './en.ts'

// The day stands before the clock: after the Latin name of a zone, the day's digits would be drawn on its wrong side
// (Unicode Standard Annex 9, rule W7).
export const he: MailsCopy = {
  moment: (clock, zone, day) => `${day}, ${clock}\u00a0${zone}`,
  browserOn: (browser, system) => `${browser} ב-${system}`,
  aBrowser: 'דפדפן לא מוכר',
  aProgram: 'תוכנה',
  roughly: (place) => `${place} (בערך)`,

  askedBy: 'מי ביקש',
  browser: 'דפדפן',
  near: 'מיקום',
  when: 'מתי',
  worksUntil: 'בתוקף עד',
  mark: 'סימן',
  wayIn: 'דרך הכניסה',

  sentBy: (sender) => `נשלח מאת ${sender}.`,
  neverAsked: 'לעולם לא נבקש קוד בטלפון או בצ׳אט.',
  wasNotMe: 'זה לא אני',
  nothingToDo: 'אם זה הייתם אתם, אין צורך לעשות דבר.',
  signItOut: 'זה לא אני: להוציא אותו',
  buttonUntil: (day) => `הכפתור פועל עד ${day} ולא עושה שום דבר אחר.`,
  linkUntil: (day) => `הקישור פועל עד ${day} ולא עושה שום דבר אחר.`,
  signOutLink: 'זה לא הייתם אתם? הקישור הזה יוציא אותו:',

  signIn: {
    subject: (code, application) => `${code} הוא הקוד שלכם עבור ${application}`,
    preview: (clock, asker) => `בתוקף עד ${clock}. מי ביקש: ${asker}.`,
    heading: 'קוד האימות שלכם',
    textHeading: (application) => `קוד האימות שלכם עבור ${application}:`,
    typeOrPress: 'הקלידו אותו במקום שבו ביקשתם אותו, או לחצו על הכפתור באותו מכשיר.',
    typeOrOpen: 'הקלידו אותו במקום שבו ביקשתם אותו, או פתחו את הקישור הזה באותו מכשיר:',
    button: (application) => `כניסה אל ${application}`,
    didNotAsk: 'לא ביקשתם?',
    stopsIt: 'לא ביקשתם? הקישור הזה עוצר את הכניסה:',
    doNotForward: 'אל תעבירו את האימייל הזה הלאה: מי שיקרא אותו יוכל להיכנס בשמכם.',
    copyLine: 'הכפתור לא עובד? העתיקו את השורה הזאת לדפדפן:',
  },

  approvedElsewhere: {
    subject: (browser, application) => `${browser} קיבל אישור להיכנס אל ${application}`,
    heading: 'דפדפן נוסף קיבל אישור להיכנס',
    what: 'המספר שלו הוקלד בדף שנפתח מהאימייל שלנו.',
  },

  signUpClosed: {
    subject: (application) => `אין חשבון אצל ${application} לכתובת הזאת`,
    heading: 'אין חשבון לכתובת הזאת',
    what: (application) =>
      `מישהו ביקש להיכנס אל ${application} עם הכתובת הזאת. אין לה שם חשבון, וחשבונות חדשים לא נוצרים.`,
    otherAddress: 'אם זה הייתם אתם, ייתכן שהחשבון שלכם רשום בכתובת אחרת. אם לא, אין צורך לעשות דבר.',
  },

  invitation: {
    subject: (application) => `הוזמנתם אל ${application}`,
    heading: 'קיבלתם הזמנה',
    what: (application) => `עם הכתובת הזאת אפשר להצטרף אל ${application}.`,
    invitedBy: 'מי מזמין',
    button: 'לראות את ההזמנה',
    link: 'לראות את ההזמנה:',
    next: 'שם מבקשים אימייל כניסה. לפני כן לא קורה דבר.',
    ignore: 'אם אינכם יודעים במה מדובר, התעלמו: לא יקרה דבר.',
  },

  newDevice: {
    subject: (browser, application) => `כניסה חדשה אל ${application}: ${browser}`,
    heading: 'כניסה מדפדפן חדש',
    ways: {
      link: 'קישור שנפתח שם',
      code: 'קוד שהוקלד שם',
      number: 'מספר שהוקלד במכשיר אחר',
      passkey: 'מפתח גישה',
    },
  },
}
