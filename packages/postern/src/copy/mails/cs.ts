import type { MailsCopy } from './en.ts'

// Names of applications are not declined: a noun before them takes the case.
export const cs: MailsCopy = {
  moment: (clock, zone, day) => `${day}, ${clock} ${zone}`,
  browserOn: (browser, system) => `${browser} (${system})`,
  aBrowser: 'Neznámý prohlížeč',
  aProgram: 'Program',
  roughly: (place) => `${place} (přibližně)`,

  askedBy: 'Žádost z',
  browser: 'Prohlížeč',
  near: 'Místo',
  when: 'Kdy',
  worksUntil: 'Platí do',
  mark: 'Značka',
  wayIn: 'Způsob',

  sentBy: (sender) => `Odesílatel: ${sender}.`,
  neverAsked: 'Po telefonu ani v chatu se na kód nikdy neptáme.',
  wasNotMe: 'To nejsem já',
  nothingToDo: 'Pokud jste to byli vy, nemusíte nic dělat.',
  signItOut: 'To nejsem já: odhlásit',
  buttonUntil: (day) => `Tlačítko platí do ${day} a nic jiného nedělá.`,
  linkUntil: (day) => `Odkaz platí do ${day} a nic jiného nedělá.`,
  signOutLink: 'Nebyli jste to vy? Tento odkaz prohlížeč odhlásí:',

  signIn: {
    subject: (code, application) => `${code} je váš kód pro ${application}`,
    preview: (clock, asker) => `Platí do ${clock}. Žádost z: ${asker}.`,
    heading: 'Váš ověřovací kód',
    textHeading: (application) => `Váš ověřovací kód pro ${application}:`,
    typeOrPress: 'Zadejte ho tam, kde jste o něj žádali, nebo na stejném zařízení stiskněte tlačítko.',
    typeOrOpen: 'Zadejte ho tam, kde jste o něj žádali, nebo na stejném zařízení otevřete tento odkaz:',
    button: (application) => `Přihlásit se do aplikace ${application}`,
    didNotAsk: 'Nežádali jste o něj?',
    stopsIt: 'Nežádali jste o něj? Tento odkaz přihlášení zastaví:',
    doNotForward: 'Tento e-mail nepřeposílejte: kdo ho čte, mohl by se přihlásit za vás.',
    copyLine: 'Tlačítko nefunguje? Zkopírujte tento řádek do prohlížeče:',
  },

  approvedElsewhere: {
    subject: (browser, application) => `${browser} má povolený vstup do aplikace ${application}`,
    heading: 'Další prohlížeč má povolený vstup',
    what: 'Jeho číslo někdo zadal na stránce, kterou otevřel náš e-mail.',
  },

  signUpClosed: {
    subject: (application) => `Tato adresa nemá účet v aplikaci ${application}`,
    heading: 'Tato adresa nemá účet',
    what: (application) =>
      `Někdo se chtěl touto adresou přihlásit do aplikace ${application}. Účet tam nemá a nové se nezakládají.`,
    otherAddress: 'Pokud jste to byli vy, možná máte účet pod jinou adresou. Pokud ne, nemusíte nic dělat.',
  },

  invitation: {
    subject: (application) => `Pozvánka do aplikace ${application}`,
    heading: 'Máte pozvánku',
    what: (application) => `S touto adresou se můžete připojit k aplikaci ${application}.`,
    invitedBy: 'Kdo vás zve',
    button: 'Zobrazit pozvánku',
    link: 'Zobrazit pozvánku:',
    next: 'Tam si necháte poslat přihlašovací e-mail. Dřív se nic nestane.',
    ignore: 'Pokud nevíte, oč jde, nechte to být: nic se nestane.',
  },

  newDevice: {
    subject: (browser, application) => `${browser}: nové přihlášení do aplikace ${application}`,
    heading: 'Přihlášení z nového prohlížeče',
    ways: {
      link: 'Odkaz otevřený tam',
      code: 'Kód zadaný tam',
      number: 'Číslo zadané na jiném zařízení',
      passkey: 'Přístupový klíč',
    },
  },
}
