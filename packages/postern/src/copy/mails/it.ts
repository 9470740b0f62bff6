import type { MailsCopy } from './en.ts'

export const it: MailsCopy = {
  moment: (clock, zone, day) => `${clock} ${zone}, ${day}`,
  browserOn: (browser, system) => `${browser} su ${system}`,
  aBrowser: 'Un browser',
  aProgram: 'Un programma',
  roughly: (place) => `${place} (all’incirca)`,

  askedBy: 'Richiesto da',
  browser: 'Browser',
  near: 'Vicino a',
  when: 'Quando',
  worksUntil: 'Vale fino a',
  mark: 'Segno',
  wayIn: 'Accesso con',

  sentBy: (sender) => `Inviato da ${sender}.`,
  neverAsked: 'Non chiediamo mai un codice per telefono o in chat.',
  wasNotMe: 'Non ero io',
  nothingToDo: 'Se eri tu, non devi fare nulla.',
  signItOut: 'Non ero io: fallo uscire',
  buttonUntil: (day) => `Il pulsante vale fino al ${day} e non fa altro.`,
  linkUntil: (day) => `Il link vale fino al ${day} e non fa altro.`,
  signOutLink: 'Non eri tu? Questo link fa uscire quel browser:',

  signIn: {
    subject: (code, application) => `${code} è il tuo codice per ${application}`,
    preview: (clock, asker) => `Vale fino alle ${clock}. Richiesto da: ${asker}.`,
    heading: 'Il tuo codice di verifica',
    textHeading: (application) => `Il tuo codice di verifica per ${application}:`,
    typeOrPress: 'Scrivilo dove l’hai chiesto, o premi il pulsante sullo stesso dispositivo.',
    typeOrOpen: 'Scrivilo dove l’hai chiesto, o apri questo link sullo stesso dispositivo:',
    button: (application) => `Accedi a ${application}`,
    didNotAsk: 'Non l’hai chiesto tu?',
    stopsIt: 'Non l’hai chiesto tu? Questo link ferma tutto:',
    doNotForward: 'Non inoltrare questa email: chi la legge potrebbe accedere al posto tuo.',
    copyLine: 'Il pulsante non funziona? Copia questa riga nel browser:',
  },

  approvedElsewhere: {
    subject: (browser, application) => `${browser} è entrato in ${application}`,
    heading: 'È entrato un altro browser',
    what: 'Il suo numero è stato scritto nella pagina aperta dalla nostra email.',
  },

  signUpClosed: {
    subject: (application) => `Nessun account ${application} per questo indirizzo`,
    heading: 'Nessun account per questo indirizzo',
    what: (application) =>
      `Qualcuno ha chiesto di accedere a ${application} con questo indirizzo. Lì non ha un account, e non se ne creano di nuovi.`,
    otherAddress: 'Se eri tu, forse il tuo account usa un altro indirizzo. Se non eri tu, non devi fare nulla.',
  },

  invitation: {
    subject: (application) => `Hai un invito per ${application}`,
    heading: 'Hai un invito',
    what: (application) => `Con questo indirizzo puoi entrare a far parte di ${application}.`,
    invitedBy: 'Invito di',
    button: 'Vedi l’invito',
    link: 'Vedi l’invito:',
    next: 'Lì chiedi un’email per accedere. Prima non succede nulla.',
    ignore: 'Se non sai di che si tratta, lascia stare: non succede nulla.',
  },

  newDevice: {
    subject: (browser, application) => `Nuovo accesso a ${application} da ${browser}`,
    heading: 'Accesso da un nuovo browser',
    ways: {
      link: 'Link, aperto lì',
      code: 'Codice, scritto lì',
      number: 'Numero, scritto su un altro dispositivo',
      passkey: 'Passkey',
    },
  },
}
