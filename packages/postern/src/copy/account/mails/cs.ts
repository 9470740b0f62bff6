import type { AccountMailsCopy } from './en.ts'

export const cs: AccountMailsCopy = {
  keepIt: 'Tento e-mail nepřeposílejte: odkaz a kód jsou jen pro vás.',
  didNotAsk: 'Nežádali jste o to?',
  stopsIt: 'Nežádali jste o to? Tento odkaz to zastaví:',
  acts: {
    'step-up': {
      subject: (code, application) => `${code} potvrdí aplikaci ${application}, že jste to vy`,
      heading: 'Váš potvrzovací kód',
      textHeading: (application) => `Váš potvrzovací kód pro ${application}:`,
      what: 'Chystáte se něco změnit ve svém účtu. Tímto potvrdíte, že jste to vy.',
      button: 'Potvrdit, že jsem to já',
    },
    'change-address': {
      subject: (code, application) => `${code} potvrdí tuto adresu pro ${application}`,
      heading: 'Potvrzení této adresy',
      textHeading: (application) => `Váš kód k potvrzení této adresy pro ${application}:`,
      what: (account, application) =>
        `Účet ${account} v aplikaci ${application} chce používat tuto adresu. Pokud není váš, tohoto e-mailu si nevšímejte: bez něj se nic nestane.`,
      button: 'Potvrdit tuto adresu',
    },
    delete: {
      subject: (code, application) => `${code} smaže váš účet v aplikaci ${application}`,
      heading: 'Váš kód ke smazání účtu',
      textHeading: (application) => `Váš kód ke smazání účtu v aplikaci ${application}:`,
      what: 'Než cokoli zmizí, ještě jednou se zeptáme. Pak zmizí všechno hned a vrátit se to nedá.',
      button: 'Smazat účet',
    },
  },
  addressTaken: {
    subject: (application) => `Vaše adresa v aplikaci ${application} zůstává vaše`,
    heading: 'Vaše adresa zůstává vaše',
    what: 'Někdo přihlášený k jinému účtu si k němu chtěl přidat tuto adresu. Patří k vašemu účtu, takže se nic nezměnilo.',
  },
  addressChanged: {
    changed: {
      subject: (application) => `Vaše adresa v aplikaci ${application} se změnila`,
      heading: 'Vaše adresa se změnila',
      what: (day) => `Odteď se přihlašujete novou adresou. Tuto pro vás do ${day} ještě držíme.`,
    },
    added: {
      subject: (application) => `K vašemu účtu v aplikaci ${application} přibyla adresa`,
      heading: 'Přibyla adresa',
      what: (_day) => 'Odteď se k vašemu účtu dá přihlásit i novou adresou, stejně jako touto.',
    },
    removed: {
      subject: (application) => `Z vašeho účtu v aplikaci ${application} byla odebrána adresa`,
      heading: 'Tato adresa byla odebrána',
      what: (day) => `Už se jí nepřihlásíte. Do ${day} ji pro vás ještě držíme.`,
    },
    primary: {
      subject: (application) => `Vaše hlavní adresa v aplikaci ${application} je teď jiná`,
      heading: 'Vaše hlavní adresa je jiná',
      what: (_day) => 'Zprávy odteď chodí tam. Touto adresou se přihlásíte i nadále.',
    },
    gone: {
      subject: (application) => `Z vašeho účtu v aplikaci ${application} byla odebrána adresa`,
      heading: 'Byla odebrána adresa',
      what: 'K vašemu účtu se jí už nikdo nepřihlásí. Touto adresou se přihlásíte i nadále.',
    },
    restored: {
      subject: (application) => `Vaše adresy v aplikaci ${application} jsou zase jako dřív`,
      heading: 'Změna adres byla vrácena',
      what: 'Adresy vašeho účtu jsou takové, jaké byly před ní, a všechny prohlížeče byly odhlášeny.',
    },
    before: 'Dříve',
    now: 'Teď',
    labelAdded: 'Přidáno',
    labelRemoved: 'Odebráno',
    undo: 'Vrátit změnu',
    undoLink: 'Nebyli jste to vy? Tento odkaz změnu vrátí:',
    undoNote: 'Vrácením se adresy obnoví a všechny prohlížeče se odhlásí. Potom se přihlásíte znovu.',
  },
  deleted: {
    subject: (application) => `Váš účet v aplikaci ${application} je smazaný`,
    heading: 'Váš účet je smazaný',
    what: 'Nic o vás tam už neuchováváme. Kdo se touto adresou přihlásí znovu, začne s novým účtem.',
  },
}
