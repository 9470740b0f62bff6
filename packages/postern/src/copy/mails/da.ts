import type { MailsCopy } from './en.ts'

export const da: MailsCopy = {
  moment: (clock, zone, day) => `${clock} ${zone}, ${day}`,
  browserOn: (browser, system) => `${browser} på ${system}`,
  aBrowser: 'En browser',
  aProgram: 'Et program',
  roughly: (place) => `${place} (cirka)`,

  askedBy: 'Anmodet af',
  browser: 'Browser',
  near: 'I nærheden af',
  when: 'Hvornår',
  worksUntil: 'Gælder til',
  mark: 'Mærke',
  wayIn: 'Logget ind med',

  sentBy: (sender) => `Sendt af ${sender}.`,
  neverAsked: 'Vi spørger aldrig efter en kode i telefonen eller i en chat.',
  wasNotMe: 'Det var ikke mig',
  nothingToDo: 'Var det dig, skal du ikke gøre noget.',
  signItOut: 'Det var ikke mig: log den ud',
  buttonUntil: (day) => `Knappen virker til ${day} og gør ikke andet.`,
  linkUntil: (day) => `Linket virker til ${day} og gør ikke andet.`,
  signOutLink: 'Var det ikke dig? Dette link logger browseren ud:',

  signIn: {
    subject: (code, application) => `${code} er din kode til ${application}`,
    preview: (clock, asker) => `Gælder til ${clock}. Anmodet af: ${asker}.`,
    heading: 'Din bekræftelseskode',
    textHeading: (application) => `Din bekræftelseskode til ${application}:`,
    typeOrPress: 'Skriv den der, hvor du bad om den, eller tryk på knappen på samme enhed.',
    typeOrOpen: 'Skriv den der, hvor du bad om den, eller åbn dette link på samme enhed:',
    button: (application) => `Log ind på ${application}`,
    didNotAsk: 'Bad du ikke om den?',
    stopsIt: 'Bad du ikke om den? Dette link stopper det:',
    doNotForward: 'Send ikke denne mail videre: den, der læser den, kan logge ind som dig.',
    copyLine: 'Virker knappen ikke? Kopiér denne linje til browseren:',
  },

  approvedElsewhere: {
    subject: (browser, application) => `${browser} blev lukket ind på ${application}`,
    heading: 'En anden browser blev lukket ind',
    what: 'Dens tal blev skrevet på den side, som vores mail åbnede.',
  },

  signUpClosed: {
    subject: (application) => `Ingen konto på ${application} til denne adresse`,
    heading: 'Ingen konto til denne adresse',
    what: (application) =>
      `Nogen ville logge ind på ${application} med denne adresse. Den har ingen konto der, og der bliver ikke oprettet nye.`,
    otherAddress: 'Var det dig, kan din konto høre til en anden adresse. Var det ikke, skal du ikke gøre noget.',
  },

  invitation: {
    subject: (application) => `Du er inviteret til ${application}`,
    heading: 'Du er inviteret',
    what: (application) => `Med denne adresse kan du være med i ${application}.`,
    invitedBy: 'Inviteret af',
    button: 'Se invitationen',
    link: 'Se invitationen:',
    next: 'Der beder du om en mail for at logge ind. Før det sker der ikke noget.',
    ignore: 'Ved du ikke, hvad det handler om, så lad det være: der sker ikke noget.',
  },

  newDevice: {
    subject: (browser, application) => `${browser} loggede ind på ${application}`,
    heading: 'En ny browser loggede ind',
    ways: {
      link: 'Link, åbnet der',
      code: 'Kode, skrevet der',
      number: 'Tal, skrevet på en anden enhed',
      passkey: 'Adgangsnøgle',
    },
  },
}
