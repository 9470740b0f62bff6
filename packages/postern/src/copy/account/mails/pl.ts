import type { AccountMailsCopy } from './en.ts'

export const pl: AccountMailsCopy = {
  keepIt: 'Nie przesyłaj dalej tego e-maila: jego link i kod są tylko dla Ciebie.',
  didNotAsk: 'To nie Twoja prośba?',
  stopsIt: 'To nie Twoja prośba? Ten link ją zatrzyma:',
  acts: {
    'step-up': {
      subject: (code, application) => `${code} potwierdza w aplikacji ${application}, że to Ty`,
      heading: 'Twój kod potwierdzający',
      textHeading: (application) => `Twój kod potwierdzający do aplikacji ${application}:`,
      what: 'Za chwilę zmienisz coś na swoim koncie. To potwierdza, że to Ty.',
      button: 'Potwierdź, że to Ty',
    },
    'change-address': {
      subject: (code, application) => `${code} potwierdza ten adres w aplikacji ${application}`,
      heading: 'Potwierdź ten adres',
      textHeading: (application) => `Twój kod do potwierdzenia tego adresu w aplikacji ${application}:`,
      what: (account, application) =>
        `Konto ${account} w aplikacji ${application} chce używać tego adresu. Jeśli to konto nie jest Twoje, zostaw ten e-mail: bez niego nic się nie stanie.`,
      button: 'Potwierdź ten adres',
    },
    delete: {
      subject: (code, application) => `${code} usuwa Twoje konto w aplikacji ${application}`,
      heading: 'Twój kod do usunięcia konta',
      textHeading: (application) => `Twój kod do usunięcia konta w aplikacji ${application}:`,
      what: 'Zapytamy jeszcze raz. Potem wszystko zniknie od razu i nie ma odwrotu.',
      button: 'Usuń swoje konto',
    },
  },
  addressTaken: {
    subject: (application) => `Twój adres w aplikacji ${application} pozostaje Twój`,
    heading: 'Twój adres pozostaje Twój',
    what: 'Ktoś zalogowany na innym koncie próbował dodać do niego ten adres. Należy on do Twojego konta, więc nic się nie zmieniło.',
  },
  addressChanged: {
    changed: {
      subject: (application) => `Twój adres w aplikacji ${application} się zmienił`,
      heading: 'Twój adres się zmienił',
      what: (day) => `Od teraz logujesz się nowym. Ten pozostaje zarezerwowany dla Ciebie do ${day}.`,
    },
    added: {
      subject: (application) => `Do Twojego konta w aplikacji ${application} dodano adres`,
      heading: 'Dodano adres',
      what: (_day) => 'Od teraz możesz logować się do swojego konta także nim, tak jak tym.',
    },
    removed: {
      subject: (application) => `Z Twojego konta w aplikacji ${application} usunięto adres`,
      heading: 'Usunięto ten adres',
      what: (day) => `Nie możesz się już nim logować. Pozostaje zarezerwowany dla Ciebie do ${day}.`,
    },
    primary: {
      subject: (application) => `Twój główny adres w aplikacji ${application} jest teraz inny`,
      heading: 'Twój główny adres jest inny',
      what: (_day) => 'Wiadomości trafiają od teraz na tamten. Tym nadal możesz się logować.',
    },
    gone: {
      subject: (application) => `Z Twojego konta w aplikacji ${application} usunięto adres`,
      heading: 'Usunięto adres',
      what: 'Nie można się już nim logować na Twoje konto. Tym nadal można.',
    },
    restored: {
      subject: (application) => `Twoje adresy w aplikacji ${application} są znów takie jak przedtem`,
      heading: 'Cofnięto zmianę adresów',
      what: 'Adresy Twojego konta są takie jak przed nią, a wszystkie przeglądarki zostały wylogowane.',
    },
    before: 'Przedtem',
    now: 'Teraz',
    labelAdded: 'Dodano',
    labelRemoved: 'Usunięto',
    undo: 'Cofnij zmianę',
    undoLink: 'To nie Ty? Ten link cofnie zmianę:',
    undoNote: 'Cofnięcie przywróci Twoje adresy i wyloguje wszystkie przeglądarki. Potem zalogujesz się ponownie.',
  },
  deleted: {
    subject: (application) => `Twoje konto w aplikacji ${application} zostało usunięte`,
    heading: 'Twoje konto zostało usunięte',
    what: 'Nic o Tobie nie jest tam już przechowywane. Kto znów zaloguje się tym adresem, zacznie nowe konto.',
  },
}
