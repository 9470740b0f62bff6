import type { MailsCopy } from './en.ts'

// Names are not inflected, and nothing tells whether the reader is a man or a woman.
export const pl: MailsCopy = {
  moment: (clock, zone, day) => `${clock} ${zone}, ${day}`,
  browserOn: (browser, system) => `${browser} w systemie ${system}`,
  aBrowser: 'Przeglądarka',
  aProgram: 'Program',
  roughly: (place) => `${place} (w przybliżeniu)`,

  askedBy: 'Kto poprosił',
  browser: 'Przeglądarka',
  near: 'W pobliżu',
  when: 'Kiedy',
  worksUntil: 'Działa do',
  mark: 'Znak',
  wayIn: 'Sposób logowania',

  sentBy: (sender) => `Nadawca: ${sender}.`,
  neverAsked: 'Nigdy nie prosimy o kod przez telefon ani na czacie.',
  wasNotMe: 'To nie ja',
  nothingToDo: 'Jeśli to Ty, nie musisz nic robić.',
  signItOut: 'To nie ja: wyloguj ją',
  buttonUntil: (day) => `Przycisk działa do ${day} i nie robi nic innego.`,
  linkUntil: (day) => `Link działa do ${day} i nie robi nic innego.`,
  signOutLink: 'To nie Ty? Ten link wyloguje tę przeglądarkę:',

  signIn: {
    subject: (code, application) => `${code} to Twój kod do aplikacji ${application}`,
    preview: (clock, asker) => `Działa do ${clock}. Kto poprosił: ${asker}.`,
    heading: 'Twój kod weryfikacyjny',
    textHeading: (application) => `Twój kod weryfikacyjny do aplikacji ${application}:`,
    typeOrPress: 'Wpisz go tam, skąd wyszła prośba, albo naciśnij przycisk na tym samym urządzeniu.',
    typeOrOpen: 'Wpisz go tam, skąd wyszła prośba, albo otwórz ten link na tym samym urządzeniu:',
    button: (application) => `Zaloguj się do aplikacji ${application}`,
    didNotAsk: 'To nie Twoja prośba?',
    stopsIt: 'To nie Twoja prośba? Ten link ją zatrzyma:',
    doNotForward: 'Nie przesyłaj dalej tego e-maila: kto go przeczyta, może zalogować się jako Ty.',
    copyLine: 'Przycisk nie działa? Skopiuj ten wiersz do przeglądarki:',
  },

  approvedElsewhere: {
    subject: (browser, application) => `${browser}: wpuszczono do aplikacji ${application}`,
    heading: 'Wpuszczono inną przeglądarkę',
    what: 'Jej liczbę wpisano na stronie, którą otworzył nasz e-mail.',
  },

  signUpClosed: {
    subject: (application) => `Ten adres nie ma konta w aplikacji ${application}`,
    heading: 'Ten adres nie ma konta',
    what: (application) =>
      `Ktoś chciał zalogować się tym adresem do aplikacji ${application}. Adres nie ma tam konta, a nowe nie są zakładane.`,
    otherAddress: 'Jeśli to Ty, Twoje konto może mieć inny adres. Jeśli nie, nie musisz nic robić.',
  },

  invitation: {
    subject: (application) => `Zaproszenie do aplikacji ${application}`,
    heading: 'Masz zaproszenie',
    what: (application) => `Z tym adresem możesz dołączyć do aplikacji ${application}.`,
    invitedBy: 'Zaprasza',
    button: 'Zobacz zaproszenie',
    link: 'Zobacz zaproszenie:',
    next: 'Tam poprosisz o e-mail do logowania. Wcześniej nic się nie stanie.',
    ignore: 'Jeśli nie wiesz, o co chodzi, zostaw to: nic się nie stanie.',
  },

  newDevice: {
    subject: (browser, application) => `${browser}: nowe logowanie do aplikacji ${application}`,
    heading: 'Zalogowała się nowa przeglądarka',
    ways: {
      link: 'Link, otwarty tam',
      code: 'Kod, wpisany tam',
      number: 'Liczba, wpisana na innym urządzeniu',
      passkey: 'Klucz dostępu',
    },
  },
}
