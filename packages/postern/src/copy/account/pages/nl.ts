import { phrase } from '../../pages/phrase.ts'
import type { AccountPagesCopy } from './account-pages-copy.ts'

export const nl: AccountPagesCopy = {
  account: {
    title: 'Je account',
    lede: (address, application, since) => phrase`${address}, bij ${application} sinds ${since}.`,
    signOut: 'Uitloggen',
    back: 'Terug naar je account',
    done: {
      confirmed: (until) => phrase`Bevestigd. Tot ${until} kun je hier dingen wijzigen.`,
      address: 'Dat adres is nu van jou. We hebben het de andere laten weten.',
      primary: 'Dat is nu je hoofdadres. We hebben het vorige op de hoogte gebracht.',
      removed: 'Dat adres is verwijderd. Het blijft zeven dagen voor jou gereserveerd.',
      name: 'Je naam is opgeslagen.',
    },
  },
  confirm: {
    title: 'Bevestig dat jij het bent',
    lede: (address) => phrase`Voor wijzigingen laat je opnieuw zien dat je ${address} leest.`,
    send: 'Mail me',
  },
  name: { title: 'Naam', save: 'Opslaan' },
  sessions: {
    title: 'Waar je bent ingelogd',
    note: 'Herken je er een niet, log die dan uit. Het werkt meteen.',
    thisOne: 'Deze',
    others: 'Overal elders uitloggen',
  },
  addresses: {
    title: 'Adressen',
    note: 'Met elk adres kun je inloggen. Nieuws gaat naar het hoofdadres.',
    main: 'Hoofdadres',
    makeMain: 'Maak hoofdadres',
    remove: 'Verwijderen',
    another: 'Een ander adres gebruiken',
  },
  another: {
    title: 'Een ander adres gebruiken',
    lede: 'We mailen het een link en een code. Er verandert niets voordat je die gebruikt.',
    label: 'Het nieuwe adres',
    what: 'Wat ermee gebeurt',
    primary: 'Ernaar overstappen',
    primaryNote: 'Met het huidige adres log je niet meer in. Zeven dagen lang kan het de wijziging ongedaan maken.',
    additional: 'Toevoegen',
    additionalNote: 'Met allebei kun je inloggen.',
    taken: 'Dat adres is al van jou.',
    send: 'Mail het',
  },
  data: {
    title: 'Je gegevens',
    all: (application) => phrase`Alles wat ${application} over je bewaart, in één bestand`,
    download: 'Downloaden',
    remove: 'Je account verwijderen',
    removeNote: 'We mailen je eerst. Er is geen weg terug.',
    removeLink: 'Verwijderen…',
  },
  deletion: {
    title: 'Je account verwijderen?',
    lede: (application) =>
      phrase`Alles wat ${application} over je inloggen bewaart, gaat meteen weg. Er is geen weg terug.`,
    note: (address) =>
      phrase`We mailen eerst naar ${address}. Er gaat niets weg voordat je die e-mail hier hebt gebruikt.`,
    send: 'Mail me',
    sureTitle: 'Voorgoed verwijderen?',
    sureLede: 'Dit is de laatste stap. Elke browser wordt uitgelogd, en er is niets terug te halen.',
    sure: 'Voorgoed verwijderen',
    keep: 'Mijn account houden',
    doneTitle: 'Je account is verwijderd',
    doneLede: 'Er wordt hier niets meer van je bewaard.',
  },
  elsewhere: {
    title: 'Open hem waar je hem aanvroeg',
    lede: 'Deze link werkt alleen in de browser die erom vroeg, zolang je daar bent ingelogd.',
    text: 'Typ op een ander apparaat daar de code uit de e-mail.',
  },
  undo: {
    title: 'De wijziging ongedaan maken?',
    lede: 'Je adressen worden weer wat ze daarvoor waren, en elke browser wordt uitgelogd.',
    typeAddress: 'Typ daarvoor het adres dat de e-mail kreeg',
    undo: 'Wijziging ongedaan maken',
    keep: 'Laat het zo',
    see: 'Bekijk de wijziging',
    noScript: 'De link is onderweg zijn sleutel kwijtgeraakt. Open hem nog eens vanuit de e-mail.',
    toldAddress: 'Bericht naar',
    newAddress: 'Het gaat om',
    doneTitle: 'De wijziging is ongedaan gemaakt',
    doneLede: 'Je adressen zijn weer wat ze waren, en elke browser is uitgelogd.',
    signInAgain: 'Opnieuw inloggen',
    deadTitle: 'Deze link maakt niets meer ongedaan',
    deadLede: 'Hij is gebruikt, zijn zeven dagen zijn om, of hij is onderweg afgekapt.',
  },
  states: {
    completed: { title: 'Klaar', text: 'Je kunt verder.' },
    ended: { title: 'Dit is gestopt', text: 'Er is niets veranderd. Vanuit je account kun je het opnieuw vragen.' },
    expired: {
      title: 'Deze e-mail is verlopen',
      text: 'Er is niets veranderd. Vanuit je account kun je het opnieuw vragen.',
    },
  },
  errors: {
    'step-up-needed': {
      title: 'Bevestig eerst dat jij het bent',
      text: 'Het is even geleden dat je inlogde. Bevestig het op de pagina van je account.',
    },
    'address-reserved': {
      title: 'Dit adres is gereserveerd',
      text: 'Tot voor kort hoorde het bij een account. De e-mail daarover kan de wijziging ongedaan maken.',
    },
    'address-taken': { title: 'Dit adres heeft een account', text: 'Het hoort er al bij een. Er is niets veranderd.' },
    'addresses-full': {
      title: 'Geen plaats voor nog een adres',
      text: 'Verwijder eerst een adres, en voeg dan het nieuwe toe.',
    },
    'address-last': {
      title: 'Het hoofdadres blijft',
      text: 'Maak een ander adres het hoofdadres, en verwijder dan dit.',
    },
  },
}
