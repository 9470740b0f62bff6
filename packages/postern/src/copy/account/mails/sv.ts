import type { AccountMailsCopy } from './en.ts'

export const sv: AccountMailsCopy = {
  keepIt: 'Vidarebefordra inte mejlet: länken och koden är bara för dig.',
  didNotAsk: 'Bad du inte om det här?',
  stopsIt: 'Bad du inte om det här? Den här länken stoppar det:',
  acts: {
    'step-up': {
      subject: (code, application) => `${code} bekräftar för ${application} att det är du`,
      heading: 'Din bekräftelsekod',
      textHeading: (application) => `Din bekräftelsekod till ${application}:`,
      what: 'Du är på väg att ändra något i ditt konto. Det här bekräftar att det är du.',
      button: 'Bekräfta att det är du',
    },
    'change-address': {
      subject: (code, application) => `${code} bekräftar den här adressen för ${application}`,
      heading: 'Bekräfta den här adressen',
      textHeading: (application) => `Din kod för att bekräfta den här adressen för ${application}:`,
      what: (account, application) =>
        `Kontot ${account} på ${application} vill använda den här adressen. Är kontot inte ditt, låt mejlet vara: utan det händer inget.`,
      button: 'Bekräfta den här adressen',
    },
    delete: {
      subject: (code, application) => `${code} raderar ditt konto på ${application}`,
      heading: 'Din kod för att radera kontot',
      textHeading: (application) => `Din kod för att radera ditt konto på ${application}:`,
      what: 'Vi frågar en gång till. Sedan försvinner allt direkt, och det går inte att ångra.',
      button: 'Radera ditt konto',
    },
  },
  addressTaken: {
    subject: (application) => `Din adress på ${application} är fortfarande din`,
    heading: 'Din adress är fortfarande din',
    what: 'Någon som är inloggad på ett annat konto försökte lägga till den här adressen där. Den hör till ditt konto, så inget har ändrats.',
  },
  addressChanged: {
    changed: {
      subject: (application) => `Din adress på ${application} har ändrats`,
      heading: 'Din adress har ändrats',
      what: (day) => `Från och med nu loggar du in med den nya. Till ${day} är den här reserverad för dig.`,
    },
    added: {
      subject: (application) => `En adress har lagts till i ditt konto på ${application}`,
      heading: 'En adress har lagts till',
      what: (_day) => 'Från och med nu kan du logga in på ditt konto med den också, som med den här.',
    },
    removed: {
      subject: (application) => `En adress har tagits bort från ditt konto på ${application}`,
      heading: 'Den här adressen har tagits bort',
      what: (day) => `Du kan inte logga in med den längre. Till ${day} är den reserverad för dig.`,
    },
    primary: {
      subject: (application) => `Du har en annan huvudadress på ${application} nu`,
      heading: 'Din huvudadress är en annan',
      what: (_day) => 'Nyheter går till den från och med nu. Du kan fortfarande logga in med den här.',
    },
    gone: {
      subject: (application) => `En adress har tagits bort från ditt konto på ${application}`,
      heading: 'En adress har tagits bort',
      what: 'Den kan inte längre användas för att logga in på ditt konto. Det kan den här fortfarande.',
    },
    restored: {
      subject: (application) => `Dina adresser på ${application} är som de var`,
      heading: 'En ändring av adresser har ångrats',
      what: 'Adresserna i ditt konto är som de var före den, och alla webbläsare har loggats ut.',
    },
    before: 'Tidigare',
    now: 'Nu',
    labelAdded: 'Tillagd',
    labelRemoved: 'Borttagen',
    undo: 'Ångra ändringen',
    undoLink: 'Var det inte du? Den här länken ångrar ändringen:',
    undoNote: 'Då blir dina adresser som de var och alla webbläsare loggas ut. Sedan loggar du in igen.',
  },
  deleted: {
    subject: (application) => `Ditt konto på ${application} är raderat`,
    heading: 'Ditt konto är raderat',
    what: 'Inget om dig sparas där längre. Den som loggar in med adressen igen börjar ett nytt konto.',
  },
}
