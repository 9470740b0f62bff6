import type { AccountMailsCopy } from './en.ts'

export const it: AccountMailsCopy = {
  keepIt: 'Non inoltrare questa email: il link e il codice sono solo per te.',
  didNotAsk: 'Non l’hai chiesto tu?',
  stopsIt: 'Non l’hai chiesto tu? Questo link ferma tutto:',
  acts: {
    'step-up': {
      subject: (code, application) => `${code} conferma a ${application} che sei tu`,
      heading: 'Il tuo codice di conferma',
      textHeading: (application) => `Il tuo codice di conferma per ${application}:`,
      what: 'Stai per cambiare qualcosa nel tuo account. Così confermi che sei tu.',
      button: 'Conferma che sei tu',
    },
    'change-address': {
      subject: (code, application) => `${code} conferma questo indirizzo per ${application}`,
      heading: 'Conferma questo indirizzo',
      textHeading: (application) => `Il tuo codice per confermare questo indirizzo per ${application}:`,
      what: (account, application) =>
        `L’account ${account} di ${application} vuole usare questo indirizzo. Se non è tuo, lascia stare questa email: se non la usi, non succede nulla.`,
      button: 'Conferma questo indirizzo',
    },
    delete: {
      subject: (code, application) => `${code} elimina il tuo account ${application}`,
      heading: 'Il tuo codice per eliminare l’account',
      textHeading: (application) => `Il tuo codice per eliminare il tuo account ${application}:`,
      what: 'Te lo chiediamo ancora una volta. Poi sparisce tutto subito, e non si torna indietro.',
      button: 'Elimina il tuo account',
    },
  },
  addressTaken: {
    subject: (application) => `Il tuo indirizzo per ${application} resta tuo`,
    heading: 'Il tuo indirizzo resta tuo',
    what: 'Qualcuno, da un altro account, ha provato ad aggiungervi questo indirizzo. È del tuo account, quindi non è cambiato nulla.',
  },
  addressChanged: {
    changed: {
      subject: (application) => `Il tuo indirizzo per ${application} è cambiato`,
      heading: 'Il tuo indirizzo è cambiato',
      what: (day) => `D’ora in poi accedi con quello nuovo. Questo resta riservato a te fino al ${day}.`,
    },
    added: {
      subject: (application) => `Nuovo indirizzo nel tuo account ${application}`,
      heading: 'È stato aggiunto un indirizzo',
      what: (_day) => 'D’ora in poi si accede al tuo account anche con quello, come con questo.',
    },
    removed: {
      subject: (application) => `Un indirizzo è stato tolto dal tuo account ${application}`,
      heading: 'Questo indirizzo è stato tolto',
      what: (day) => `Con questo indirizzo non accedi più. Resta riservato a te fino al ${day}.`,
    },
    primary: {
      subject: (application) => `Il tuo indirizzo principale per ${application} ora è un altro`,
      heading: 'Il tuo indirizzo principale è un altro',
      what: (_day) => 'D’ora in poi le comunicazioni vanno a quello. Con questo puoi ancora accedere.',
    },
    gone: {
      subject: (application) => `Un indirizzo è stato tolto dal tuo account ${application}`,
      heading: 'Un indirizzo è stato tolto',
      what: 'Con quell’indirizzo non si accede più al tuo account. Con questo sì.',
    },
    restored: {
      subject: (application) => `I tuoi indirizzi per ${application} sono di nuovo quelli di prima`,
      heading: 'Una modifica degli indirizzi è stata annullata',
      what: 'Gli indirizzi del tuo account sono quelli di prima e tutti i browser sono usciti.',
    },
    before: 'Prima',
    now: 'Ora',
    labelAdded: 'Aggiunto',
    labelRemoved: 'Tolto',
    undo: 'Annulla la modifica',
    undoLink: 'Non eri tu? Questo link annulla la modifica:',
    undoNote: 'Gli indirizzi tornano com’erano e tutti i browser escono. Poi accedi di nuovo.',
  },
  deleted: {
    subject: (application) => `Il tuo account ${application} è eliminato`,
    heading: 'Il tuo account è eliminato',
    what: 'Lì non è conservato più nulla di te. Chi accede di nuovo con questo indirizzo inizia un nuovo account.',
  },
}
