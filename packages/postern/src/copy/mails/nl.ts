import type { MailsCopy } from './en.ts'

export const nl: MailsCopy = {
  moment: (clock, zone, day) => `${clock} ${zone}, ${day}`,
  browserOn: (browser, system) => `${browser} op ${system}`,
  aBrowser: 'Een browser',
  aProgram: 'Een programma',
  roughly: (place) => `${place} (ongeveer)`,

  askedBy: 'Aangevraagd door',
  browser: 'Browser',
  near: 'Omgeving',
  when: 'Wanneer',
  worksUntil: 'Geldig tot',
  mark: 'Kenmerk',
  wayIn: 'Ingelogd met',

  sentBy: (sender) => `Verstuurd door ${sender}.`,
  neverAsked: 'We vragen nooit om een code via telefoon of chat.',
  wasNotMe: 'Dit was ik niet',
  nothingToDo: 'Was jij het, dan hoef je niets te doen.',
  signItOut: 'Dit was ik niet: uitloggen',
  buttonUntil: (day) => `De knop werkt tot ${day} en doet verder niets.`,
  linkUntil: (day) => `De link werkt tot ${day} en doet verder niets.`,
  signOutLink: 'Was jij dit niet? Deze link logt die browser uit:',

  signIn: {
    subject: (code, application) => `${code} is je code voor ${application}`,
    preview: (clock, asker) => `Geldig tot ${clock}. Aangevraagd door: ${asker}.`,
    heading: 'Je verificatiecode',
    textHeading: (application) => `Je verificatiecode voor ${application}:`,
    typeOrPress: 'Typ hem waar je hem aanvroeg, of druk op de knop op hetzelfde apparaat.',
    typeOrOpen: 'Typ hem waar je hem aanvroeg, of open deze link op hetzelfde apparaat:',
    button: (application) => `Inloggen bij ${application}`,
    didNotAsk: 'Niet zelf aangevraagd?',
    stopsIt: 'Niet zelf aangevraagd? Deze link stopt het:',
    doNotForward: 'Stuur deze e-mail niet door: wie hem leest, zou als jou kunnen inloggen.',
    copyLine: 'Werkt de knop niet? Kopieer deze regel naar de browser:',
  },

  approvedElsewhere: {
    subject: (browser, application) => `${browser} is binnengelaten bij ${application}`,
    heading: 'Een andere browser is binnengelaten',
    what: 'Zijn getal is getypt op de pagina die onze e-mail opende.',
  },

  signUpClosed: {
    subject: (application) => `Geen account bij ${application} voor dit adres`,
    heading: 'Geen account voor dit adres',
    what: (application) =>
      `Iemand wilde met dit adres inloggen bij ${application}. Het heeft daar geen account, en er komen geen nieuwe bij.`,
    otherAddress:
      'Was jij het, dan hoort je account misschien bij een ander adres. Was jij het niet, dan hoef je niets te doen.',
  },

  invitation: {
    subject: (application) => `Je bent uitgenodigd voor ${application}`,
    heading: 'Je bent uitgenodigd',
    what: (application) => `Met dit adres kun je meedoen bij ${application}.`,
    invitedBy: 'Uitgenodigd door',
    button: 'Bekijk de uitnodiging',
    link: 'Bekijk de uitnodiging:',
    next: 'Daar vraag je een e-mail om in te loggen. Voor die tijd gebeurt er niets.',
    ignore: 'Weet je niet waar dit over gaat, laat het dan: er gebeurt niets.',
  },

  newDevice: {
    subject: (browser, application) => `${browser} heeft ingelogd bij ${application}`,
    heading: 'Een nieuwe browser heeft ingelogd',
    ways: {
      link: 'Link, daar geopend',
      code: 'Code, daar getypt',
      number: 'Getal, op een ander apparaat getypt',
      passkey: 'Passkey',
    },
  },
}
