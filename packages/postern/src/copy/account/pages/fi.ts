import { phrase } from '../../pages/phrase.ts'
import type { AccountPagesCopy } from './account-pages-copy.ts'

export const fi: AccountPagesCopy = {
  account: {
    title: 'Tilisi',
    // The month stands in the nominative, so no word may ask for another case.
    lede: (address, application, since) => phrase`${address}, palvelussa ${application} (alkaen: ${since}).`,
    signOut: 'Kirjaudu ulos',
    back: 'Takaisin tilillesi',
    done: {
      confirmed: (until) => phrase`Vahvistettu. Voit tehdä täällä muutoksia klo ${until} asti.`,
      address: 'Osoite on nyt sinun. Olemme kertoneet siitä muille osoitteille.',
      primary: 'Se on nyt ensisijainen osoitteesi. Olemme kertoneet siitä edelliselle.',
      removed: 'Osoite on poistettu. Se pysyy varattuna sinulle seitsemän päivää.',
      name: 'Nimesi on tallennettu.',
    },
  },
  confirm: {
    title: 'Vahvista, että se olet sinä',
    lede: (address) => phrase`Muutoksia varten osoita uudelleen, että osoite ${address} on käytössäsi.`,
    send: 'Lähetä sähköposti',
  },
  name: { title: 'Nimi', save: 'Tallenna' },
  sessions: {
    title: 'Missä olet kirjautuneena',
    note: 'Jos et tunne jotakin näistä, kirjaa se ulos. Se tapahtuu heti.',
    thisOne: 'Tämä',
    others: 'Kirjaudu ulos kaikkialta muualta',
  },
  addresses: {
    title: 'Osoitteet',
    note: 'Voit kirjautua millä tahansa. Uutiset tulevat ensisijaiseen.',
    main: 'Ensisijainen',
    makeMain: 'Tee ensisijaiseksi',
    remove: 'Poista',
    another: 'Käytä toista osoitetta',
  },
  another: {
    title: 'Käytä toista osoitetta',
    lede: 'Lähetämme siihen linkin ja koodin. Mikään ei muutu, ennen kuin käytät niitä.',
    label: 'Uusi osoite',
    what: 'Mitä sillä tehdään',
    primary: 'Vaihda siihen',
    primaryNote: 'Nykyisellä osoitteella ei enää kirjauduta. Se voi kumota muutoksen seitsemän päivän ajan.',
    additional: 'Lisää se',
    additionalNote: 'Voit kirjautua kummallakin.',
    taken: 'Osoite on jo sinun.',
    send: 'Lähetä viesti',
  },
  data: {
    title: 'Tietosi',
    all: (application) => phrase`Kaikki, mitä ${application} säilyttää sinusta, yhtenä tiedostona`,
    download: 'Lataa',
    remove: 'Poista tilisi',
    removeNote: 'Lähetämme ensin viestin. Paluuta ei ole.',
    removeLink: 'Poista…',
  },
  deletion: {
    title: 'Poistetaanko tilisi?',
    lede: (application) =>
      phrase`Kaikki, mitä ${application} säilyttää kirjautumisestasi, katoaa heti. Paluuta ei ole.`,
    note: (address) =>
      phrase`Lähetämme ensin viestin osoitteeseen ${address}. Mitään ei katoa, ennen kuin olet käyttänyt sitä täällä.`,
    send: 'Lähetä sähköposti',
    sureTitle: 'Poistetaanko lopullisesti?',
    sureLede: 'Tämä on viimeinen askel. Kaikki selaimet kirjataan ulos, eikä mitään saa takaisin.',
    sure: 'Poista lopullisesti',
    keep: 'Pidä tilini',
    doneTitle: 'Tilisi on poistettu',
    doneLede: 'Täällä ei säilytetä sinusta enää mitään.',
  },
  elsewhere: {
    title: 'Avaa se siellä, missä pyysit',
    lede: 'Linkki toimii vain selaimessa, joka pyysi sitä, kun olet siellä kirjautuneena.',
    text: 'Toisella laitteella kirjoita viestin koodi siellä.',
  },
  undo: {
    title: 'Kumotaanko muutos?',
    lede: 'Osoitteesi palaavat sellaisiksi kuin ne olivat, ja kaikki selaimet kirjataan ulos.',
    typeAddress: 'Kumoa kirjoittamalla osoite, johon viesti tuli',
    undo: 'Kumoa muutos',
    keep: 'Jätä ennalleen',
    see: 'Katso muutos',
    noScript: 'Linkki kadotti avaimensa matkalla. Avaa se uudelleen viestistä.',
    toldAddress: 'Kerrottu osoitteelle',
    newAddress: 'Koskee osoitetta',
    doneTitle: 'Muutos on kumottu',
    doneLede: 'Osoitteesi ovat sellaiset kuin ne olivat, ja kaikki selaimet on kirjattu ulos.',
    signInAgain: 'Kirjaudu uudelleen',
    deadTitle: 'Tämä linkki ei enää kumoa mitään',
    deadLede: 'Se on käytetty, sen seitsemän päivää ovat kuluneet, tai se on katkennut matkalla.',
  },
  states: {
    completed: { title: 'Valmis', text: 'Voit jatkaa.' },
    ended: { title: 'Tämä keskeytettiin', text: 'Mikään ei muuttunut. Voit pyytää uudelleen tililtäsi.' },
    expired: { title: 'Tämä viesti on vanhentunut', text: 'Mikään ei muuttunut. Voit pyytää uudelleen tililtäsi.' },
  },
  errors: {
    'step-up-needed': {
      title: 'Vahvista ensin, että se olet sinä',
      text: 'Kirjautumisestasi on jo hetki. Vahvista se tilisi sivulla.',
    },
    'address-reserved': {
      title: 'Tämä osoite on varattu',
      text: 'Se kuului tiliin vielä hiljattain. Siitä kertova viesti voi kumota muutoksen.',
    },
    'address-taken': { title: 'Tällä osoitteella on tili', text: 'Se kuuluu jo tiliin. Mikään ei muuttunut.' },
    'addresses-full': {
      title: 'Osoitteita ei mahdu enempää',
      text: 'Poista ensin jokin osoite, ja lisää sitten uusi.',
    },
    'address-last': {
      title: 'Ensisijainen osoite jää',
      text: 'Tee toisesta ensisijainen, ja poista sitten tämä.',
    },
  },
}
