import { phrase } from '../../pages/phrase.ts'
import type { AccountPagesCopy } from './account-pages-copy.ts'

export const pl: AccountPagesCopy = {
  account: {
    title: 'Twoje konto',
    // The month stands in the nominative, so no word may ask for another case.
    lede: (address, application, since) => phrase`${address}, w aplikacji ${application} (początek: ${since}).`,
    signOut: 'Wyloguj się',
    back: 'Wróć do swojego konta',
    done: {
      confirmed: (until) => phrase`Potwierdzono. Do ${until} możesz tu wprowadzać zmiany.`,
      address: 'Ten adres jest teraz Twój. Pozostałe adresy dostały od nas wiadomość.',
      primary: 'To teraz Twój główny adres. Poprzedni dostał od nas wiadomość.',
      removed: 'Ten adres jest usunięty. Przez siedem dni pozostanie zarezerwowany dla Ciebie.',
      name: 'Twoje imię zostało zapisane.',
    },
  },
  confirm: {
    title: 'Potwierdź, że to Ty',
    lede: (address) => phrase`Aby coś zmienić, pokaż na nowo, że czytasz ${address}.`,
    send: 'Wyślij mi e-mail',
  },
  name: { title: 'Imię', save: 'Zapisz' },
  sessions: {
    title: 'Twoje zalogowane przeglądarki',
    note: 'Jeśli którejś nie znasz, wyloguj ją. Działa to od razu.',
    thisOne: 'Ta',
    others: 'Wyloguj wszędzie indziej',
  },
  addresses: {
    title: 'Adresy',
    note: 'Każdym możesz się zalogować. Wiadomości trafiają na główny.',
    main: 'Główny',
    makeMain: 'Ustaw jako główny',
    remove: 'Usuń',
    another: 'Użyj innego adresu',
  },
  another: {
    title: 'Użyj innego adresu',
    lede: 'Wyślemy na niego link i kod. Nic się nie zmieni, zanim ich użyjesz.',
    label: 'Nowy adres',
    what: 'Co z nim zrobić',
    primary: 'Przejdź na niego',
    primaryNote: 'Dotychczasowym adresem już się nie zalogujesz. Przez siedem dni może on cofnąć zmianę.',
    additional: 'Dodaj go',
    additionalNote: 'Możesz logować się oboma.',
    taken: 'Ten adres jest już Twój.',
    send: 'Wyślij e-mail',
  },
  data: {
    title: 'Twoje dane',
    all: (application) => phrase`Wszystko, co ${application} przechowuje o Tobie, w jednym pliku`,
    download: 'Pobierz',
    remove: 'Usuń swoje konto',
    removeNote: 'Najpierw wyślemy Ci e-mail. Nie ma odwrotu.',
    removeLink: 'Usuń…',
  },
  deletion: {
    title: 'Usunąć Twoje konto?',
    lede: (application) =>
      phrase`Wszystko, co ${application} przechowuje o Twoim logowaniu, zniknie od razu. Nie ma odwrotu.`,
    note: (address) =>
      phrase`Najpierw wyślemy e-mail na adres ${address}. Nic nie zniknie, zanim nie użyjesz go tutaj.`,
    send: 'Wyślij mi e-mail',
    sureTitle: 'Usunąć na zawsze?',
    sureLede: 'To ostatni krok. Wszystkie przeglądarki zostaną wylogowane i niczego nie da się odzyskać.',
    sure: 'Usuń na zawsze',
    keep: 'Zachowaj moje konto',
    doneTitle: 'Twoje konto zostało usunięte',
    doneLede: 'Niczego już tu o Tobie nie przechowujemy.',
  },
  elsewhere: {
    title: 'Otwórz go tam, skąd wyszła prośba',
    lede: 'Ten link działa tylko w przeglądarce, która poprosiła, dopóki Twoje konto jest tam zalogowane.',
    text: 'Na innym urządzeniu wpisz tam kod z e-maila.',
  },
  undo: {
    title: 'Cofnąć zmianę?',
    lede: 'Twoje adresy będą takie jak przedtem, a wszystkie przeglądarki zostaną wylogowane.',
    typeAddress: 'Aby cofnąć, wpisz adres, na który przyszedł e-mail',
    undo: 'Cofnij zmianę',
    keep: 'Zostaw jak jest',
    see: 'Zobacz zmianę',
    noScript: 'Link zgubił po drodze swój klucz. Otwórz go jeszcze raz z e-maila.',
    toldAddress: 'Powiadomiono',
    newAddress: 'Dotyczy',
    doneTitle: 'Zmiana jest cofnięta',
    doneLede: 'Twoje adresy są takie jak przedtem, a wszystkie przeglądarki są wylogowane.',
    signInAgain: 'Zaloguj się ponownie',
    deadTitle: 'Ten link już niczego nie cofa',
    deadLede: 'Został użyty, minęło jego siedem dni albo został po drodze ucięty.',
  },
  states: {
    completed: { title: 'Gotowe', text: 'Możesz przejść dalej.' },
    ended: { title: 'To zostało zatrzymane', text: 'Nic się nie zmieniło. Możesz poprosić ponownie na swoim koncie.' },
    expired: { title: 'Ten e-mail wygasł', text: 'Nic się nie zmieniło. Możesz poprosić ponownie na swoim koncie.' },
  },
  errors: {
    'step-up-needed': {
      title: 'Najpierw potwierdź, że to Ty',
      text: 'Od Twojego logowania minęło trochę czasu. Potwierdź je na stronie swojego konta.',
    },
    'address-reserved': {
      title: 'Ten adres jest zarezerwowany',
      text: 'Do niedawna należał do konta. E-mail w tej sprawie może cofnąć zmianę.',
    },
    'address-taken': { title: 'Ten adres ma konto', text: 'Należy już do jednego. Nic się nie zmieniło.' },
    'addresses-full': {
      title: 'Nie ma miejsca na kolejny adres',
      text: 'Najpierw usuń jeden adres, a potem dodaj nowy.',
    },
    'address-last': {
      title: 'Główny adres zostaje',
      text: 'Ustaw inny jako główny, a potem usuń ten.',
    },
  },
}
