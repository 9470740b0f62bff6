import type { AccountMailsCopy } from './en.ts'

export const da: AccountMailsCopy = {
  keepIt: 'Send ikke denne mail videre: linket og koden er kun til dig.',
  didNotAsk: 'Bad du ikke om den?',
  stopsIt: 'Bad du ikke om den? Dette link stopper det:',
  acts: {
    'step-up': {
      subject: (code, application) => `${code} bekræfter over for ${application}, at det er dig`,
      heading: 'Din kode til bekræftelse',
      textHeading: (application) => `Din kode til bekræftelse hos ${application}:`,
      what: 'Du er ved at ændre noget på din konto. Dette bekræfter, at det er dig.',
      button: 'Bekræft, at det er dig',
    },
    'change-address': {
      subject: (code, application) => `${code} bekræfter denne adresse hos ${application}`,
      heading: 'Bekræft denne adresse',
      textHeading: (application) => `Din kode til at bekræfte denne adresse hos ${application}:`,
      what: (account, application) =>
        `Kontoen ${account} på ${application} vil bruge denne adresse. Er kontoen ikke din, så lad mailen ligge: uden den sker der ikke noget.`,
      button: 'Bekræft denne adresse',
    },
    delete: {
      subject: (code, application) => `${code} sletter din konto på ${application}`,
      heading: 'Din kode til at slette kontoen',
      textHeading: (application) => `Din kode til at slette din konto på ${application}:`,
      what: 'Vi spørger en gang til. Så forsvinder alt med det samme, og det kan ikke fortrydes.',
      button: 'Slet din konto',
    },
  },
  addressTaken: {
    subject: (application) => `Din adresse på ${application} er stadig din`,
    heading: 'Din adresse er stadig din',
    what: 'En, der er logget ind på en anden konto, prøvede at tilføje denne adresse til den. Den hører til din konto, så intet er ændret.',
  },
  addressChanged: {
    changed: {
      subject: (application) => `Din adresse på ${application} er ændret`,
      heading: 'Din adresse er ændret',
      what: (day) => `Fra nu af logger du ind med den nye. Indtil ${day} er denne reserveret til dig.`,
    },
    added: {
      subject: (application) => `Der er tilføjet en adresse til din konto på ${application}`,
      heading: 'Der er tilføjet en adresse',
      what: (_day) => 'Fra nu af kan du også logge ind på din konto med den, som med denne.',
    },
    removed: {
      subject: (application) => `Der er fjernet en adresse fra din konto på ${application}`,
      heading: 'Denne adresse er fjernet',
      what: (day) => `Du kan ikke logge ind med den mere. Indtil ${day} er den reserveret til dig.`,
    },
    primary: {
      subject: (application) => `Din hovedadresse på ${application} er nu en anden`,
      heading: 'Din hovedadresse er en anden',
      what: (_day) => 'Nyt bliver sendt til den fra nu af. Du kan stadig logge ind med denne.',
    },
    gone: {
      subject: (application) => `Der er fjernet en adresse fra din konto på ${application}`,
      heading: 'En adresse er fjernet',
      what: 'Den kan ikke længere bruges til at logge ind på din konto. Det kan denne stadig.',
    },
    restored: {
      subject: (application) => `Dine adresser på ${application} er igen, som de var`,
      heading: 'En ændring af adresser er fortrudt',
      what: 'Adresserne på din konto er, som de var før den, og alle browsere er logget ud.',
    },
    before: 'Før',
    now: 'Nu',
    labelAdded: 'Tilføjet',
    labelRemoved: 'Fjernet',
    undo: 'Fortryd ændringen',
    undoLink: 'Var det ikke dig? Dette link fortryder ændringen:',
    undoNote: 'Så bliver dine adresser, som de var, og alle browsere bliver logget ud. Bagefter logger du ind igen.',
  },
  deleted: {
    subject: (application) => `Din konto på ${application} er slettet`,
    heading: 'Din konto er slettet',
    what: 'Der bliver ikke gemt noget om dig der mere. Den, der logger ind med adressen igen, begynder en ny konto.',
  },
}
