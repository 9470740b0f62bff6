/** The component in a language that is read from the right. */
import type { SignInTexts } from '@postern/client/react'

export const arabic: Partial<SignInTexts> = {
  title: (application) => <>تسجيل الدخول إلى {application}</>,
  lede: 'سنرسل إليك رابطًا ورمزًا بالبريد الإلكتروني.',
  emailAddress: 'عنوان البريد الإلكتروني',
  emailMe: 'أرسل إليّ',
  newHere: 'هل أنت جديد هنا؟ افعل الشيء نفسه.',
  checkEmail: 'تحقّق من بريدك',
  sentTo: (address) => <>أُرسل إلى {address}.</>,
  typeCode: 'اكتب الرمز أو افتح الرابط',
  signIn: 'تسجيل الدخول',
  waiting: 'في انتظار فتح الرابط',
  yourNumber: 'رقمك',
  otherDevice: 'تقرأ البريد على جهاز آخر؟',
  otherDeviceHelp: 'سيطلب منك هذا الرقم. اكتبه هناك ولا تخبر به أحدًا.',
  sendAgain: 'أرسل مرة أخرى',
  sendAgainAt: (time) => <>أرسل مرة أخرى في {time}</>,
  otherAddress: 'عنوان آخر',
  codeWrong: (left) => `هذا الرمز غير صحيح. بقي لك ${left}.`,
}
