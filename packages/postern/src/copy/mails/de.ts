import type { MailsCopy } from './en.ts'

export const de: MailsCopy = {
  moment: (clock, zone, day) => `${clock} ${zone}, ${day}`,
  browserOn: (browser, system) => `${browser} unter ${system}`,
  aBrowser: 'Ein Browser',
  aProgram: 'Ein Programm',
  roughly: (place) => `${place} (ungefähr)`,

  askedBy: 'Angefordert von',
  browser: 'Browser',
  near: 'Ort',
  when: 'Wann',
  worksUntil: 'Gilt bis',
  mark: 'Kennzeichen',
  wayIn: 'Anmeldung',

  sentBy: (sender) => `Gesendet von ${sender}.`,
  neverAsked: 'Wir fragen nie am Telefon oder im Chat nach einem Code.',
  wasNotMe: 'Das war ich nicht',
  nothingToDo: 'Wenn Sie das waren, ist nichts zu tun.',
  signItOut: 'Das war ich nicht: abmelden',
  buttonUntil: (day) => `Die Schaltfläche gilt bis ${day} und bewirkt sonst nichts.`,
  linkUntil: (day) => `Der Link gilt bis ${day} und bewirkt sonst nichts.`,
  signOutLink: 'Das waren Sie nicht? Dieser Link meldet den Browser ab:',

  signIn: {
    subject: (code, application) => `${code} ist Ihr Code für ${application}`,
    preview: (clock, asker) => `Gilt bis ${clock}. Angefordert von: ${asker}.`,
    heading: 'Ihr Bestätigungscode',
    textHeading: (application) => `Ihr Bestätigungscode für ${application}:`,
    typeOrPress:
      'Geben Sie ihn dort ein, wo Sie ihn angefordert haben, oder drücken Sie auf demselben Gerät die Schaltfläche.',
    typeOrOpen:
      'Geben Sie ihn dort ein, wo Sie ihn angefordert haben, oder öffnen Sie diesen Link auf demselben Gerät:',
    button: (application) => `Bei ${application} anmelden`,
    didNotAsk: 'Sie haben nichts angefordert?',
    stopsIt: 'Sie haben nichts angefordert? Dieser Link bricht es ab:',
    doNotForward: 'Leiten Sie diese E-Mail nicht weiter: Wer sie liest, könnte sich als Sie anmelden.',
    copyLine: 'Die Schaltfläche funktioniert nicht? Kopieren Sie diese Zeile in den Browser:',
  },

  approvedElsewhere: {
    subject: (browser, application) => `${browser} wurde bei ${application} eingelassen`,
    heading: 'Ein anderer Browser wurde eingelassen',
    what: 'Seine Zahl wurde auf der Seite eingegeben, die unsere E-Mail geöffnet hat.',
  },

  signUpClosed: {
    subject: (application) => `Kein Konto bei ${application} für diese Adresse`,
    heading: 'Kein Konto für diese Adresse',
    what: (application) =>
      `Jemand wollte sich mit dieser Adresse bei ${application} anmelden. Sie hat dort kein Konto, und neue werden nicht angelegt.`,
    otherAddress:
      'Wenn Sie das waren, gehört Ihr Konto vielleicht zu einer anderen Adresse. Wenn nicht, ist nichts zu tun.',
  },

  invitation: {
    subject: (application) => `Sie sind zu ${application} eingeladen`,
    heading: 'Sie sind eingeladen',
    what: (application) => `Mit dieser Adresse können Sie bei ${application} mitmachen.`,
    invitedBy: 'Eingeladen von',
    button: 'Einladung ansehen',
    link: 'Einladung ansehen:',
    next: 'Dort fordern Sie eine E-Mail zum Anmelden an. Vorher geschieht nichts.',
    ignore: 'Wenn Sie nicht wissen, worum es geht, lassen Sie die E-Mail liegen: Es geschieht nichts.',
  },

  newDevice: {
    subject: (browser, application) => `${browser} hat sich bei ${application} angemeldet`,
    heading: 'Ein neuer Browser hat sich angemeldet',
    ways: {
      link: 'Link, dort geöffnet',
      code: 'Code, dort eingegeben',
      number: 'Zahl, auf einem anderen Gerät eingegeben',
      passkey: 'Passkey',
    },
  },
}
