import type { AccountMailsCopy } from './en.ts'

export const de: AccountMailsCopy = {
  keepIt: 'Leiten Sie diese E-Mail nicht weiter: Link und Code sind nur für Sie.',
  didNotAsk: 'Sie haben nichts angefordert?',
  stopsIt: 'Sie haben nichts angefordert? Dieser Link bricht es ab:',
  acts: {
    'step-up': {
      subject: (code, application) => `${code} bestätigt ${application}, dass Sie es sind`,
      heading: 'Ihr Bestätigungscode',
      textHeading: (application) => `Ihr Bestätigungscode für ${application}:`,
      what: 'Sie wollen etwas an Ihrem Konto ändern. Damit bestätigen Sie, dass Sie es sind.',
      button: 'Bestätigen, dass ich es bin',
    },
    'change-address': {
      subject: (code, application) => `${code} bestätigt diese Adresse für ${application}`,
      heading: 'Diese Adresse bestätigen',
      textHeading: (application) => `Ihr Code, um diese Adresse für ${application} zu bestätigen:`,
      what: (account, application) =>
        `Das Konto ${account} bei ${application} möchte diese Adresse verwenden. Wenn es nicht Ihres ist, lassen Sie diese E-Mail liegen: Ohne sie geschieht nichts.`,
      button: 'Diese Adresse bestätigen',
    },
    delete: {
      subject: (code, application) => `${code} löscht Ihr Konto bei ${application}`,
      heading: 'Ihr Code, um das Konto zu löschen',
      textHeading: (application) => `Ihr Code, um Ihr Konto bei ${application} zu löschen:`,
      what: 'Wir fragen noch einmal nach. Dann wird alles sofort gelöscht, und es gibt kein Zurück.',
      button: 'Konto löschen',
    },
  },
  addressTaken: {
    subject: (application) => `Ihre Adresse bei ${application} bleibt Ihre`,
    heading: 'Ihre Adresse bleibt Ihre',
    what: 'Jemand, der mit einem anderen Konto angemeldet ist, wollte diese Adresse dort hinzufügen. Sie gehört zu Ihrem Konto, deshalb wurde nichts geändert.',
  },
  addressChanged: {
    changed: {
      subject: (application) => `Ihre Adresse bei ${application} wurde geändert`,
      heading: 'Ihre Adresse wurde geändert',
      what: (day) => `Ab jetzt melden Sie sich mit der neuen an. Diese bleibt bis ${day} für Sie reserviert.`,
    },
    added: {
      subject: (application) => `Zu Ihrem Konto bei ${application} kam eine Adresse hinzu`,
      heading: 'Eine Adresse kam hinzu',
      what: (_day) => 'Ab jetzt kann man sich auch mit ihr bei Ihrem Konto anmelden, wie mit dieser.',
    },
    removed: {
      subject: (application) => `Eine Adresse wurde aus Ihrem Konto bei ${application} entfernt`,
      heading: 'Diese Adresse wurde entfernt',
      what: (day) => `Mit ihr können Sie sich nicht mehr anmelden. Sie bleibt bis ${day} für Sie reserviert.`,
    },
    primary: {
      subject: (application) => `Ihre Hauptadresse bei ${application} ist jetzt eine andere`,
      heading: 'Ihre Hauptadresse ist eine andere',
      what: (_day) => 'Nachrichten gehen ab jetzt an jene. Mit dieser können Sie sich weiterhin anmelden.',
    },
    gone: {
      subject: (application) => `Eine Adresse wurde aus Ihrem Konto bei ${application} entfernt`,
      heading: 'Eine Adresse wurde entfernt',
      what: 'Mit ihr kann sich niemand mehr in Ihrem Konto anmelden. Mit dieser geht es weiterhin.',
    },
    restored: {
      subject: (application) => `Ihre Adressen bei ${application} sind wieder wie zuvor`,
      heading: 'Eine Änderung der Adressen wurde rückgängig gemacht',
      what: 'Die Adressen Ihres Kontos sind, wie sie davor waren, und jeder Browser wurde abgemeldet.',
    },
    before: 'Bisher',
    now: 'Jetzt',
    labelAdded: 'Neu',
    labelRemoved: 'Entfernt',
    undo: 'Änderung rückgängig machen',
    undoLink: 'Das waren Sie nicht? Dieser Link macht es rückgängig:',
    undoNote:
      'Damit werden Ihre Adressen wieder, wie sie waren, und jeder Browser wird abgemeldet. Danach melden Sie sich neu an.',
  },
  deleted: {
    subject: (application) => `Ihr Konto bei ${application} ist gelöscht`,
    heading: 'Ihr Konto ist gelöscht',
    what: 'Dort ist nichts mehr von Ihnen gespeichert. Wer sich mit dieser Adresse wieder anmeldet, beginnt ein neues Konto.',
  },
}
