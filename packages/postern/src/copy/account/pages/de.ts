import { phrase } from '../../pages/phrase.ts'
import type { AccountPagesCopy } from './account-pages-copy.ts'

export const de: AccountPagesCopy = {
  account: {
    title: 'Ihr Konto',
    lede: (address, application, since) => phrase`${address}, bei ${application} seit ${since}.`,
    signOut: 'Abmelden',
    back: 'Zurück zu Ihrem Konto',
    done: {
      confirmed: (until) => phrase`Bestätigt. Bis ${until} können Sie hier etwas ändern.`,
      address: 'Diese Adresse gehört jetzt Ihnen. Wir haben die anderen benachrichtigt.',
      primary: 'Das ist jetzt Ihre Hauptadresse. Wir haben die bisherige benachrichtigt.',
      removed: 'Diese Adresse ist entfernt. Sie bleibt sieben Tage für Sie reserviert.',
      name: 'Ihr Name ist gespeichert.',
    },
  },
  confirm: {
    title: 'Bestätigen Sie, dass Sie es sind',
    lede: (address) => phrase`Für Änderungen zeigen Sie noch einmal, dass Sie ${address} lesen.`,
    send: 'E-Mail senden',
  },
  name: { title: 'Ihr Name', save: 'Speichern' },
  sessions: {
    title: 'Wo Sie angemeldet sind',
    note: 'Wenn Sie etwas davon nicht kennen, melden Sie es ab. Es wirkt sofort.',
    thisOne: 'Dieser hier',
    others: 'Überall sonst abmelden',
  },
  addresses: {
    title: 'Adressen',
    note: 'Mit jeder können Sie sich anmelden. Nachrichten gehen an die Hauptadresse.',
    main: 'Hauptadresse',
    makeMain: 'Zur Hauptadresse',
    remove: 'Entfernen',
    another: 'Andere Adresse verwenden',
  },
  another: {
    title: 'Andere Adresse verwenden',
    lede: 'Wir senden ihr einen Link und einen Code. Vorher ändert sich nichts.',
    label: 'Die neue Adresse',
    what: 'Was aus ihr wird',
    primary: 'Zu ihr wechseln',
    primaryNote:
      'Mit der bisherigen melden Sie sich nicht mehr an. Sieben Tage lang kann sie die Änderung rückgängig machen.',
    additional: 'Hinzufügen',
    additionalNote: 'Mit beiden können Sie sich anmelden.',
    taken: 'Diese Adresse gehört Ihnen schon.',
    send: 'E-Mail dorthin senden',
  },
  data: {
    title: 'Ihre Daten',
    all: (application) => phrase`Alles, was ${application} über Sie speichert, als eine Datei`,
    download: 'Herunterladen',
    remove: 'Konto löschen',
    removeNote: 'Wir senden Ihnen zuerst eine E-Mail. Es gibt kein Zurück.',
    removeLink: 'Löschen…',
  },
  deletion: {
    title: 'Konto löschen?',
    lede: (application) =>
      phrase`Alles, was ${application} zu Ihrer Anmeldung speichert, wird sofort gelöscht. Es gibt kein Zurück.`,
    note: (address) =>
      phrase`Wir schreiben zuerst an ${address}. Nichts wird gelöscht, bevor Sie diese E-Mail hier verwendet haben.`,
    send: 'E-Mail senden',
    sureTitle: 'Für immer löschen?',
    sureLede: 'Das ist der letzte Schritt. Jeder Browser wird abgemeldet, und nichts lässt sich zurückholen.',
    sure: 'Für immer löschen',
    keep: 'Konto behalten',
    doneTitle: 'Ihr Konto ist gelöscht',
    doneLede: 'Hier ist nichts mehr von Ihnen gespeichert.',
  },
  elsewhere: {
    title: 'Öffnen Sie ihn dort, wo Sie angefragt haben',
    lede: 'Dieser Link wirkt nur in dem Browser, der angefragt hat, solange Sie dort angemeldet sind.',
    text: 'Auf einem anderen Gerät geben Sie dort den Code aus der E-Mail ein.',
  },
  undo: {
    title: 'Änderung rückgängig machen?',
    lede: 'Ihre Adressen werden wieder, wie sie vorher waren, und jeder Browser wird abgemeldet.',
    typeAddress: 'Geben Sie dazu die Adresse ein, an die die E-Mail ging',
    undo: 'Änderung rückgängig machen',
    keep: 'So lassen',
    see: 'Änderung ansehen',
    noScript: 'Der Link hat unterwegs seinen Schlüssel verloren. Öffnen Sie ihn noch einmal aus der E-Mail.',
    toldAddress: 'Benachrichtigt',
    newAddress: 'Es geht um',
    doneTitle: 'Die Änderung ist rückgängig gemacht',
    doneLede: 'Ihre Adressen sind wieder, wie sie waren, und jeder Browser ist abgemeldet.',
    signInAgain: 'Neu anmelden',
    deadTitle: 'Dieser Link macht nichts mehr rückgängig',
    deadLede: 'Er wurde verwendet, seine sieben Tage sind vorbei, oder er wurde unterwegs abgeschnitten.',
  },
  states: {
    completed: { title: 'Erledigt', text: 'Sie können weitermachen.' },
    ended: { title: 'Das wurde abgebrochen', text: 'Nichts wurde geändert. In Ihrem Konto können Sie neu anfragen.' },
    expired: {
      title: 'Diese E-Mail ist abgelaufen',
      text: 'Nichts wurde geändert. In Ihrem Konto können Sie neu anfragen.',
    },
  },
  errors: {
    'step-up-needed': {
      title: 'Bestätigen Sie zuerst, dass Sie es sind',
      text: 'Ihre Anmeldung liegt eine Weile zurück. Bestätigen Sie es auf der Seite Ihres Kontos.',
    },
    'address-reserved': {
      title: 'Diese Adresse ist reserviert',
      text: 'Bis vor Kurzem gehörte sie zu einem Konto. Die E-Mail dazu kann die Änderung rückgängig machen.',
    },
    'address-taken': {
      title: 'Diese Adresse hat ein Konto',
      text: 'Sie gehört schon zu einem. Nichts wurde geändert.',
    },
    'addresses-full': {
      title: 'Kein Platz für eine weitere Adresse',
      text: 'Entfernen Sie zuerst eine Adresse und fügen Sie dann die neue hinzu.',
    },
    'address-last': {
      title: 'Die Hauptadresse bleibt',
      text: 'Machen Sie eine andere zur Hauptadresse und entfernen Sie dann diese.',
    },
  },
}
