import type { AccountMailsCopy } from './en.ts'

export const nl: AccountMailsCopy = {
  keepIt: 'Stuur deze e-mail niet door: de link en de code zijn alleen voor jou.',
  didNotAsk: 'Niet zelf aangevraagd?',
  stopsIt: 'Niet zelf aangevraagd? Deze link stopt het:',
  acts: {
    'step-up': {
      subject: (code, application) => `${code} bevestigt aan ${application} dat jij het bent`,
      heading: 'Je bevestigingscode',
      textHeading: (application) => `Je bevestigingscode voor ${application}:`,
      what: 'Je gaat iets in je account wijzigen. Hiermee bevestig je dat jij het bent.',
      button: 'Bevestig dat jij het bent',
    },
    'change-address': {
      subject: (code, application) => `${code} bevestigt dit adres voor ${application}`,
      heading: 'Bevestig dit adres',
      textHeading: (application) => `Je code om dit adres voor ${application} te bevestigen:`,
      what: (account, application) =>
        `Het account ${account} bij ${application} wil dit adres gebruiken. Is dat account niet van jou, laat deze e-mail dan liggen: zonder deze e-mail gebeurt er niets.`,
      button: 'Bevestig dit adres',
    },
    delete: {
      subject: (code, application) => `${code} verwijdert je account bij ${application}`,
      heading: 'Je code om het account te verwijderen',
      textHeading: (application) => `Je code om je account bij ${application} te verwijderen:`,
      what: 'We vragen het nog één keer. Daarna gaat alles meteen weg, en er is geen weg terug.',
      button: 'Verwijder je account',
    },
  },
  addressTaken: {
    subject: (application) => `Je adres bij ${application} blijft van jou`,
    heading: 'Je adres blijft van jou',
    what: 'Iemand die bij een ander account is ingelogd, wilde dit adres daaraan toevoegen. Het hoort bij jouw account, dus er is niets veranderd.',
  },
  addressChanged: {
    changed: {
      subject: (application) => `Je adres bij ${application} is gewijzigd`,
      heading: 'Je adres is gewijzigd',
      what: (day) => `Vanaf nu log je in met het nieuwe. Tot ${day} blijft dit adres voor jou gereserveerd.`,
    },
    added: {
      subject: (application) => `Nieuw adres in je account bij ${application}`,
      heading: 'Er is een adres bij gekomen',
      what: (_day) => 'Vanaf nu kun je er ook mee inloggen bij je account, net als met dit.',
    },
    removed: {
      subject: (application) => `Er is een adres uit je account bij ${application} verwijderd`,
      heading: 'Dit adres is verwijderd',
      what: (day) => `Je kunt er niet meer mee inloggen. Tot ${day} blijft het voor jou gereserveerd.`,
    },
    primary: {
      subject: (application) => `Je hoofdadres bij ${application} is nu een ander`,
      heading: 'Je hoofdadres is een ander',
      what: (_day) => 'Nieuws gaat vanaf nu daarheen. Met dit adres kun je nog inloggen.',
    },
    gone: {
      subject: (application) => `Er is een adres uit je account bij ${application} verwijderd`,
      heading: 'Er is een adres verwijderd',
      what: 'Daarmee kan niemand meer in je account inloggen. Met dit adres kan dat nog.',
    },
    restored: {
      subject: (application) => `Je adressen bij ${application} zijn weer zoals ze waren`,
      heading: 'Een wijziging van adressen is ongedaan gemaakt',
      what: 'De adressen van je account zijn zoals ze daarvoor waren, en elke browser is uitgelogd.',
    },
    before: 'Eerder',
    now: 'Nu',
    labelAdded: 'Toegevoegd',
    labelRemoved: 'Verwijderd',
    undo: 'Wijziging ongedaan maken',
    undoLink: 'Was jij dit niet? Deze link maakt het ongedaan:',
    undoNote: 'Daarmee worden je adressen weer wat ze waren en wordt elke browser uitgelogd. Daarna log je opnieuw in.',
  },
  deleted: {
    subject: (application) => `Je account bij ${application} is verwijderd`,
    heading: 'Je account is verwijderd',
    what: 'Er wordt daar niets meer van je bewaard. Wie met dit adres opnieuw inlogt, begint een nieuw account.',
  },
}
