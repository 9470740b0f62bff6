import type { MailsCopy } from './en.ts'

export const uk: MailsCopy = {
  moment: (clock, zone, day) => `${day}, ${clock} ${zone}`,
  browserOn: (browser, system) => `${browser} на ${system}`,
  aBrowser: 'Невідомий браузер',
  aProgram: 'Програма',
  roughly: (place) => `${place} (приблизно)`,

  askedBy: 'Звідки запит',
  browser: 'Браузер',
  near: 'Місце',
  when: 'Коли',
  worksUntil: 'Діє до',
  mark: 'Позначка',
  wayIn: 'Спосіб входу',

  sentBy: (sender) => `Надіслано від імені: ${sender}.`,
  neverAsked: 'Ми ніколи не запитуємо код телефоном чи в чаті.',
  wasNotMe: 'Це не я',
  nothingToDo: 'Якщо це були ви, нічого робити не треба.',
  signItOut: 'Це не я: завершити сеанс',
  buttonUntil: (day) => `Кнопка діє до ${day} і більше нічого не робить.`,
  linkUntil: (day) => `Посилання діє до ${day} і більше нічого не робить.`,
  signOutLink: 'Це були не ви? Це посилання завершить сеанс:',

  signIn: {
    subject: (code, application) => `${code} — ваш код для ${application}`,
    preview: (clock, asker) => `Діє до ${clock}. Звідки запит: ${asker}.`,
    heading: 'Ваш код підтвердження',
    textHeading: (application) => `Ваш код підтвердження для ${application}:`,
    typeOrPress: 'Введіть його там, де ви почали, або натисніть кнопку на тому самому пристрої.',
    typeOrOpen: 'Введіть його там, де ви почали, або відкрийте це посилання на тому самому пристрої:',
    button: (application) => `Увійти до ${application}`,
    didNotAsk: 'Ви цього не просили?',
    stopsIt: 'Ви цього не просили? Це посилання зупинить вхід:',
    doNotForward: 'Не пересилайте цей лист: хто його прочитає, зможе ввійти від вашого імені.',
    copyLine: 'Кнопка не працює? Скопіюйте цей рядок у браузер:',
  },

  approvedElsewhere: {
    subject: (browser, application) => `${browser} впущено до ${application}`,
    heading: 'Впущено інший браузер',
    what: 'Його число ввели на сторінці, яку відкрив наш лист.',
  },

  signUpClosed: {
    subject: (application) => `Для цієї адреси немає облікового запису в ${application}`,
    heading: 'Для цієї адреси немає облікового запису',
    what: (application) =>
      `Хтось хотів увійти до ${application} із цією адресою. Облікового запису там у неї немає, а нові не створюються.`,
    otherAddress: 'Якщо це були ви, можливо, ваш обліковий запис має іншу адресу. Якщо ні, нічого робити не треба.',
  },

  invitation: {
    subject: (application) => `Вас запрошено до ${application}`,
    heading: 'Вас запрошено',
    what: (application) => `Із цією адресою ви можете приєднатися до ${application}.`,
    invitedBy: 'Хто запрошує',
    button: 'Переглянути запрошення',
    link: 'Переглянути запрошення:',
    next: 'Там ви попросите лист для входу. Доти нічого не станеться.',
    ignore: 'Якщо не знаєте, про що йдеться, просто лишіть це: нічого не станеться.',
  },

  newDevice: {
    subject: (browser, application) => `Новий вхід до ${application}: ${browser}`,
    heading: 'Вхід із нового браузера',
    ways: {
      link: 'Посилання, відкрите там',
      code: 'Код, введений там',
      number: 'Число, введене на іншому пристрої',
      passkey: 'Ключ доступу',
    },
  },
}
