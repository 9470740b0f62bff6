import type { MailsCopy } from './en.ts'

export const sv: MailsCopy = {
  moment: (clock, zone, day) => `${clock} ${zone}, ${day}`,
  browserOn: (browser, system) => `${browser} på ${system}`,
  aBrowser: 'En webbläsare',
  aProgram: 'Ett program',
  roughly: (place) => `${place} (ungefär)`,

  askedBy: 'Begärt av',
  browser: 'Webbläsare',
  near: 'Nära',
  when: 'När',
  worksUntil: 'Gäller till',
  mark: 'Märke',
  wayIn: 'Inloggad med',

  sentBy: (sender) => `Skickat av ${sender}.`,
  neverAsked: 'Vi frågar aldrig efter en kod på telefon eller i chatt.',
  wasNotMe: 'Det här var inte jag',
  nothingToDo: 'Var det du behöver du inte göra något.',
  signItOut: 'Det här var inte jag: logga ut den',
  buttonUntil: (day) => `Knappen gäller till ${day} och gör inget annat.`,
  linkUntil: (day) => `Länken gäller till ${day} och gör inget annat.`,
  signOutLink: 'Var det inte du? Den här länken loggar ut webbläsaren:',

  signIn: {
    subject: (code, application) => `${code} är din kod till ${application}`,
    preview: (clock, asker) => `Gäller till ${clock}. Begärt av: ${asker}.`,
    heading: 'Din verifieringskod',
    textHeading: (application) => `Din verifieringskod till ${application}:`,
    typeOrPress: 'Skriv den där du bad om den, eller tryck på knappen på samma enhet.',
    typeOrOpen: 'Skriv den där du bad om den, eller öppna den här länken på samma enhet:',
    button: (application) => `Logga in på ${application}`,
    didNotAsk: 'Bad du inte om det här?',
    stopsIt: 'Bad du inte om det här? Den här länken stoppar det:',
    doNotForward: 'Vidarebefordra inte mejlet: den som läser det kan logga in som du.',
    copyLine: 'Fungerar inte knappen? Kopiera den här raden till webbläsaren:',
  },

  approvedElsewhere: {
    subject: (browser, application) => `${browser} släpptes in på ${application}`,
    heading: 'En annan webbläsare släpptes in',
    what: 'Dess nummer skrevs på sidan som vårt mejl öppnade.',
  },

  signUpClosed: {
    subject: (application) => `Inget konto på ${application} för den här adressen`,
    heading: 'Inget konto för den här adressen',
    what: (application) =>
      `Någon ville logga in på ${application} med den här adressen. Den har inget konto där, och nya skapas inte.`,
    otherAddress: 'Var det du kan ditt konto finnas under en annan adress. Var det inte du behöver du inte göra något.',
  },

  invitation: {
    subject: (application) => `Du är inbjuden till ${application}`,
    heading: 'Du är inbjuden',
    what: (application) => `Med den här adressen kan du gå med i ${application}.`,
    invitedBy: 'Inbjuden av',
    button: 'Se inbjudan',
    link: 'Se inbjudan:',
    next: 'Där ber du om ett mejl för att logga in. Inget händer innan dess.',
    ignore: 'Vet du inte vad det här gäller, låt det vara: inget händer.',
  },

  newDevice: {
    subject: (browser, application) => `${browser} loggade in på ${application}`,
    heading: 'En ny webbläsare loggade in',
    ways: {
      link: 'Länk, öppnad där',
      code: 'Kod, skriven där',
      number: 'Nummer, skrivet på en annan enhet',
      passkey: 'Lösennyckel',
    },
  },
}
