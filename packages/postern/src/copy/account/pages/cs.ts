import { phrase } from '../../pages/phrase.ts'
import type { AccountPagesCopy } from './account-pages-copy.ts'

// The month stands behind a colon, since Intl writes it in the nominative beside a year.
export const cs: AccountPagesCopy = {
  account: {
    title: 'Váš účet',
    lede: (address, application, since) => phrase`${address}, účet v aplikaci ${application} od: ${since}.`,
    signOut: 'Odhlásit se',
    back: 'Zpět k účtu',
    done: {
      confirmed: (until) => phrase`Potvrzeno. Do ${until} tu můžete provádět změny.`,
      address: 'Tato adresa je teď vaše. Ostatním adresám jsme dali vědět.',
      primary: 'Tato adresa je teď hlavní. Té předchozí jsme dali vědět.',
      removed: 'Adresa je odebraná. Sedm dní ji pro vás ještě držíme.',
      name: 'Jméno je uložené.',
    },
  },
  confirm: {
    title: 'Potvrďte, že jste to vy',
    lede: (address) => phrase`Před změnami znovu ověříme, že čtete ${address}.`,
    send: 'Poslat e-mail',
  },
  name: { title: 'Jméno', save: 'Uložit' },
  sessions: {
    title: 'Kde jste přihlášeni',
    note: 'Pokud některé přihlášení nepoznáváte, odhlaste ho. Platí to hned.',
    thisOne: 'Tento',
    others: 'Odhlásit všude jinde',
  },
  addresses: {
    title: 'Adresy',
    note: 'Přihlásíte se kteroukoli z nich. Zprávy chodí na hlavní.',
    main: 'Hlavní',
    makeMain: 'Nastavit jako hlavní',
    remove: 'Odebrat',
    another: 'Použít jinou adresu',
  },
  another: {
    title: 'Použít jinou adresu',
    lede: 'Pošleme na ni odkaz a kód. Dokud je nepoužijete, nic se nezmění.',
    label: 'Nová adresa',
    what: 'Co s ní',
    primary: 'Přejít na ni',
    primaryNote: 'Dosavadní adresou se už nepřihlásíte. Sedm dní z ní jde změnu vrátit.',
    additional: 'Přidat ji',
    additionalNote: 'Přihlásíte se oběma.',
    taken: 'Tato adresa už vám patří.',
    send: 'Poslat e-mail',
  },
  data: {
    title: 'Vaše data',
    all: (application) => phrase`Vše, co o vás ${application} uchovává, v jednom souboru`,
    download: 'Stáhnout',
    remove: 'Smazání účtu',
    removeNote: 'Nejdřív vám pošleme e-mail. Vrátit se to nedá.',
    removeLink: 'Smazat…',
  },
  deletion: {
    title: 'Smazat účet?',
    lede: (application) => phrase`Vše, co ${application} uchovává o vašem přihlašování, hned zmizí. Vrátit se to nedá.`,
    note: (address) => phrase`Nejdřív pošleme e-mail na ${address}. Dokud ho tu nepoužijete, nic nezmizí.`,
    send: 'Poslat e-mail',
    sureTitle: 'Smazat navždy?',
    sureLede: 'Tohle je poslední krok. Všechny prohlížeče se odhlásí a nic už nepůjde obnovit.',
    sure: 'Smazat navždy',
    keep: 'Nechat si účet',
    doneTitle: 'Váš účet je smazaný',
    doneLede: 'Nic o vás tu už neuchováváme.',
  },
  elsewhere: {
    title: 'Otevřete ho tam, kde jste začali',
    lede: 'Odkaz funguje jen v prohlížeči, kde jste začali a kde jste přihlášeni.',
    text: 'Pokud je to na jiném zařízení, zadejte tam kód z e-mailu.',
  },
  undo: {
    title: 'Vrátit změnu zpět?',
    lede: 'Vaše adresy budou jako předtím a všechny prohlížeče se odhlásí.',
    typeAddress: 'Chcete změnu vrátit? Zadejte adresu, na kterou e-mail přišel',
    undo: 'Vrátit změnu',
    keep: 'Nechat to tak',
    see: 'Zobrazit změnu',
    noScript: 'Odkaz cestou ztratil svůj klíč. Otevřete ho z e-mailu ještě jednou.',
    toldAddress: 'Zpráva šla na',
    newAddress: 'Týká se',
    doneTitle: 'Změna je vrácená',
    doneLede: 'Vaše adresy jsou jako předtím a všechny prohlížeče jsou odhlášené.',
    signInAgain: 'Přihlásit se znovu',
    deadTitle: 'Tento odkaz už nic nevrátí',
    deadLede: 'Byl už použit, jeho sedm dní uplynulo, nebo se cestou zkrátil.',
  },
  states: {
    completed: { title: 'Hotovo', text: 'Můžete pokračovat.' },
    ended: { title: 'Bylo to zastaveno', text: 'Nic se nezměnilo. Ze svého účtu to můžete zkusit znovu.' },
    expired: {
      title: 'Platnost tohoto e-mailu vypršela',
      text: 'Nic se nezměnilo. Ze svého účtu to můžete zkusit znovu.',
    },
  },
  errors: {
    'step-up-needed': {
      title: 'Nejdřív potvrďte, že jste to vy',
      text: 'Od přihlášení uplynula nějaká doba. Potvrďte to na stránce svého účtu.',
    },
    'address-reserved': {
      title: 'Tato adresa je rezervovaná',
      text: 'Donedávna patřila k jinému účtu. Změnu jde vrátit z e-mailu, který o ní přišel.',
    },
    'address-taken': { title: 'Tato adresa už má účet', text: 'K jednomu už patří. Nic se nezměnilo.' },
    'addresses-full': {
      title: 'Na další adresu není místo',
      text: 'Nejdřív jednu adresu odeberte a potom přidejte novou.',
    },
    'address-last': {
      title: 'Hlavní adresa zůstává',
      text: 'Nastavte jako hlavní jinou adresu a potom odeberte tuto.',
    },
  },
}
