import type { AccountMailsCopy } from './en.ts'

export const he: AccountMailsCopy = {
  keepIt: 'אל תעבירו את האימייל הזה הלאה: הקישור והקוד שבו רק בשבילכם.',
  didNotAsk: 'לא ביקשתם?',
  stopsIt: 'לא ביקשתם? הקישור הזה עוצר את זה:',
  acts: {
    'step-up': {
      subject: (code, application) => `${code} מאשר אצל ${application} שזה אתם`,
      heading: 'קוד האישור שלכם',
      textHeading: (application) => `קוד האישור שלכם אצל ${application}:`,
      what: 'אתם עומדים לשנות משהו בחשבון. כך מאשרים שזה אתם.',
      button: 'לאשר שזה אני',
    },
    'change-address': {
      subject: (code, application) => `${code} מאשר את הכתובת הזאת אצל ${application}`,
      heading: 'אישור הכתובת הזאת',
      textHeading: (application) => `הקוד שלכם לאישור הכתובת הזאת אצל ${application}:`,
      what: (account, application) =>
        `החשבון ${account} אצל ${application} רוצה להשתמש בכתובת הזאת. אם זה לא החשבון שלכם, התעלמו מהאימייל: בלעדיו לא יקרה דבר.`,
      button: 'לאשר את הכתובת הזאת',
    },
    delete: {
      subject: (code, application) => `${code} מוחק את החשבון שלכם אצל ${application}`,
      heading: 'הקוד שלכם למחיקת החשבון',
      textHeading: (application) => `הקוד שלכם למחיקת החשבון אצל ${application}:`,
      what: 'נשאל פעם נוספת לפני שמשהו יימחק. אחר כך הכול יימחק מיד, ואין דרך חזרה.',
      button: 'למחוק את החשבון',
    },
  },
  addressTaken: {
    subject: (application) => `הכתובת שלכם אצל ${application} נשארת שלכם`,
    heading: 'הכתובת שלכם נשארת שלכם',
    what: 'מישהו שנכנס לחשבון אחר ניסה להוסיף אליו את הכתובת הזאת. היא שייכת לחשבון שלכם, ולכן לא השתנה דבר.',
  },
  addressChanged: {
    changed: {
      subject: (application) => `הכתובת שלכם אצל ${application} שונתה`,
      heading: 'הכתובת שלכם שונתה',
      what: (day) => `מעכשיו נכנסים עם הכתובת החדשה. הכתובת הזאת שמורה לכם עד ${day}.`,
    },
    added: {
      subject: (application) => `נוספה כתובת לחשבון שלכם אצל ${application}`,
      heading: 'נוספה כתובת',
      what: (_day) => 'מעכשיו אפשר להיכנס איתה לחשבון שלכם, כמו עם הכתובת הזאת.',
    },
    removed: {
      subject: (application) => `הוסרה כתובת מהחשבון שלכם אצל ${application}`,
      heading: 'הכתובת הזאת הוסרה',
      what: (day) => `אי אפשר עוד להיכנס איתה. היא שמורה לכם עד ${day}.`,
    },
    primary: {
      subject: (application) => `הכתובת הראשית שלכם אצל ${application} היא עכשיו אחרת`,
      heading: 'הכתובת הראשית שלכם התחלפה',
      what: (_day) => 'מעכשיו ההודעות נשלחות לכתובת ההיא. עם הכתובת הזאת עדיין אפשר להיכנס.',
    },
    gone: {
      subject: (application) => `הוסרה כתובת מהחשבון שלכם אצל ${application}`,
      heading: 'הוסרה כתובת',
      what: 'אי אפשר עוד להיכנס איתה לחשבון שלכם. עם הכתובת הזאת עדיין אפשר.',
    },
    restored: {
      subject: (application) => `הכתובות שלכם אצל ${application} חזרו להיות כפי שהיו`,
      heading: 'שינוי של כתובות בוטל',
      what: 'הכתובות של החשבון הן כפי שהיו לפניו, ובוצעה יציאה בכל הדפדפנים.',
    },
    before: 'לפני',
    now: 'עכשיו',
    labelAdded: 'נוספה',
    labelRemoved: 'הוסרה',
    undo: 'לבטל את השינוי',
    undoLink: 'זה לא הייתם אתם? הקישור הזה מבטל את השינוי:',
    undoNote: 'הביטול מחזיר את הכתובות למה שהיו, ותתבצע יציאה בכל הדפדפנים. אחר כך נכנסים שוב.',
  },
  deleted: {
    subject: (application) => `החשבון שלכם אצל ${application} נמחק`,
    heading: 'החשבון שלכם נמחק',
    what: 'שום דבר עליכם כבר לא שמור שם. מי שייכנס שוב עם הכתובת הזאת יתחיל חשבון חדש.',
  },
}
