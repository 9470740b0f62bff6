import type { MailsCopy } from './en.ts'

// Names and addresses are not inflected: a noun beside them carries the case.
export const fi: MailsCopy = {
  moment: (clock, zone, day) => `${clock} ${zone}, ${day}`,
  browserOn: (browser, system) => `${browser} (${system})`,
  aBrowser: 'Jokin selain',
  aProgram: 'Jokin ohjelma',
  roughly: (place) => `${place} (suunnilleen)`,

  askedBy: 'Pyytäjä',
  browser: 'Selain',
  near: 'Lähellä',
  when: 'Milloin',
  worksUntil: 'Vanhenee',
  mark: 'Tunnus',
  wayIn: 'Kirjautumistapa',

  sentBy: (sender) => `Lähettäjä: ${sender}.`,
  neverAsked: 'Emme koskaan kysy koodia puhelimessa tai chatissa.',
  wasNotMe: 'Tämä en ollut minä',
  nothingToDo: 'Jos se olit sinä, sinun ei tarvitse tehdä mitään.',
  signItOut: 'Tämä en ollut minä: kirjaa ulos',
  buttonUntil: (day) => `Painike toimii ${day} asti eikä tee muuta.`,
  linkUntil: (day) => `Linkki toimii ${day} asti eikä tee muuta.`,
  signOutLink: 'Etkö se ollut sinä? Tämä linkki kirjaa selaimen ulos:',

  signIn: {
    subject: (code, application) => `${code} on koodisi palveluun ${application}`,
    preview: (clock, asker) => `Voimassa klo ${clock} asti. Pyytäjä: ${asker}.`,
    heading: 'Vahvistuskoodisi',
    textHeading: (application) => `Vahvistuskoodisi palveluun ${application}:`,
    typeOrPress: 'Kirjoita se siellä, missä pyysit sitä, tai paina painiketta samalla laitteella.',
    typeOrOpen: 'Kirjoita se siellä, missä pyysit sitä, tai avaa tämä linkki samalla laitteella:',
    button: (application) => `Kirjaudu palveluun ${application}`,
    didNotAsk: 'Etkö pyytänyt tätä?',
    stopsIt: 'Etkö pyytänyt tätä? Tämä linkki keskeyttää sen:',
    doNotForward: 'Älä lähetä tätä viestiä eteenpäin: se, joka lukee sen, voi kirjautua sinuna.',
    copyLine: 'Eikö painike toimi? Kopioi tämä rivi selaimeen:',
  },

  approvedElsewhere: {
    subject: (browser, application) => `${browser} päästettiin palveluun ${application}`,
    heading: 'Toinen selain päästettiin sisään',
    what: 'Sen luku kirjoitettiin sivulle, jonka viestimme avasi.',
  },

  signUpClosed: {
    subject: (application) => `Tällä osoitteella ei ole tiliä palvelussa ${application}`,
    heading: 'Tällä osoitteella ei ole tiliä',
    what: (application) =>
      `Joku halusi kirjautua tällä osoitteella palveluun ${application}. Osoitteella ei ole siellä tiliä, eikä uusia luoda.`,
    otherAddress: 'Jos se olit sinä, tilisi voi olla toisella osoitteella. Jos et, sinun ei tarvitse tehdä mitään.',
  },

  invitation: {
    subject: (application) => `Sinut on kutsuttu palveluun ${application}`,
    heading: 'Sinut on kutsuttu',
    what: (application) => `Tällä osoitteella voit liittyä palveluun ${application}.`,
    invitedBy: 'Kutsuja',
    button: 'Katso kutsu',
    link: 'Katso kutsu:',
    next: 'Siellä pyydät viestin, jolla kirjaudut. Mitään ei tapahdu ennen sitä.',
    ignore: 'Jos et tiedä, mistä on kyse, anna olla: mitään ei tapahdu.',
  },

  newDevice: {
    subject: (browser, application) => `${browser} kirjautui palveluun ${application}`,
    heading: 'Uusi selain kirjautui',
    ways: {
      link: 'Linkki, avattu siellä',
      code: 'Koodi, kirjoitettu siellä',
      number: 'Luku, kirjoitettu toisella laitteella',
      passkey: 'Pääsyavain',
    },
  },
}
