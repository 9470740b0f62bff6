import type { AccountMailsCopy } from './en.ts'

export const fi: AccountMailsCopy = {
  keepIt: 'Älä lähetä tätä viestiä eteenpäin: linkki ja koodi ovat vain sinulle.',
  didNotAsk: 'Etkö pyytänyt tätä?',
  stopsIt: 'Etkö pyytänyt tätä? Tämä linkki keskeyttää sen:',
  acts: {
    'step-up': {
      subject: (code, application) => `${code} vahvistaa palvelulle ${application}, että se olet sinä`,
      heading: 'Koodisi vahvistamiseen',
      textHeading: (application) => `Koodisi vahvistamiseen palvelussa ${application}:`,
      what: 'Olet muuttamassa jotain tililläsi. Tämä vahvistaa, että se olet sinä.',
      button: 'Vahvista, että se olet sinä',
    },
    'change-address': {
      subject: (code, application) => `${code} vahvistaa tämän osoitteen palvelussa ${application}`,
      heading: 'Vahvista tämä osoite',
      textHeading: (application) => `Koodi, jolla vahvistat tämän osoitteen palvelussa ${application}:`,
      what: (account, application) =>
        `Palvelun ${application} tili ${account} haluaa käyttää tätä osoitetta. Jos tili ei ole sinun, anna viestin olla: ilman sitä mitään ei tapahdu.`,
      button: 'Vahvista tämä osoite',
    },
    delete: {
      subject: (code, application) => `${code} poistaa tilisi palvelusta ${application}`,
      heading: 'Koodisi tilin poistamiseen',
      textHeading: (application) => `Koodi, jolla poistat tilisi palvelusta ${application}:`,
      what: 'Kysymme vielä kerran. Sitten kaikki katoaa heti, eikä paluuta ole.',
      button: 'Poista tilisi',
    },
  },
  addressTaken: {
    subject: (application) => `Osoitteesi palvelussa ${application} pysyy sinun`,
    heading: 'Osoitteesi pysyy sinun',
    what: 'Joku, joka on kirjautunut toiselle tilille, yritti lisätä tämän osoitteen siihen. Se kuuluu sinun tiliisi, joten mikään ei muuttunut.',
  },
  addressChanged: {
    changed: {
      subject: (application) => `Osoitteesi palvelussa ${application} vaihtui`,
      heading: 'Osoitteesi vaihtui',
      what: (day) => `Tästä lähtien kirjaudut uudella. Tämä pysyy varattuna sinulle ${day} asti.`,
    },
    added: {
      subject: (application) => `Tiliisi palvelussa ${application} lisättiin osoite`,
      heading: 'Osoite lisättiin',
      what: (_day) => 'Tästä lähtien voit kirjautua tilillesi myös sillä, kuten tällä.',
    },
    removed: {
      subject: (application) => `Tililtäsi palvelussa ${application} poistettiin osoite`,
      heading: 'Tämä osoite poistettiin',
      what: (day) => `Sillä ei enää voi kirjautua. Se pysyy varattuna sinulle ${day} asti.`,
    },
    primary: {
      subject: (application) => `Ensisijainen osoitteesi palvelussa ${application} on nyt toinen`,
      heading: 'Ensisijainen osoitteesi on nyt toinen',
      what: (_day) => 'Uutiset menevät tästä lähtien siihen. Voit yhä kirjautua tällä.',
    },
    gone: {
      subject: (application) => `Tililtäsi palvelussa ${application} poistettiin osoite`,
      heading: 'Osoite poistettiin',
      what: 'Sillä ei enää voi kirjautua tilillesi. Tällä voi yhä.',
    },
    restored: {
      subject: (application) => `Osoitteesi palvelussa ${application} ovat taas ennallaan`,
      heading: 'Osoitteiden muutos kumottiin',
      what: 'Tilisi osoitteet ovat kuten ennen muutosta, ja kaikki selaimet kirjattiin ulos.',
    },
    before: 'Ennen',
    now: 'Nyt',
    labelAdded: 'Lisätty',
    labelRemoved: 'Poistettu',
    undo: 'Kumoa muutos',
    undoLink: 'Etkö se ollut sinä? Tämä linkki kumoaa muutoksen:',
    undoNote:
      'Kumoaminen palauttaa osoitteesi ennalleen ja kirjaa kaikki selaimet ulos. Sen jälkeen kirjaudut uudelleen.',
  },
  deleted: {
    subject: (application) => `Tilisi palvelussa ${application} on poistettu`,
    heading: 'Tilisi on poistettu',
    what: 'Siellä ei säilytetä sinusta enää mitään. Se, joka kirjautuu tällä osoitteella uudelleen, aloittaa uuden tilin.',
  },
}
