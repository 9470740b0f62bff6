import type { MailsCopy } from './en.ts'

// A no-break space stands before a colon and a question mark, as French typography wants it.
export const fr: MailsCopy = {
  moment: (clock, zone, day) => `${clock} ${zone}, ${day}`,
  browserOn: (browser, system) => `${browser} sur ${system}`,
  aBrowser: 'Un navigateur',
  aProgram: 'Un programme',
  roughly: (place) => `${place} (approx.)`,

  askedBy: 'Demandé par',
  browser: 'Navigateur',
  near: 'Près de',
  when: 'Quand',
  worksUntil: 'Valable jusqu’à',
  mark: 'Repère',
  wayIn: 'Moyen',

  sentBy: (sender) => `Envoyé par ${sender}.`,
  neverAsked: 'Nous ne demandons jamais de code par téléphone ni par messagerie.',
  wasNotMe: 'Ce n’était pas moi',
  nothingToDo: 'Si c’était vous, vous n’avez rien à faire.',
  signItOut: 'Ce n’était pas moi\u00a0: le déconnecter',
  buttonUntil: (day) => `Le bouton fonctionne jusqu’au ${day} et ne fait rien d’autre.`,
  linkUntil: (day) => `Le lien fonctionne jusqu’au ${day} et ne fait rien d’autre.`,
  signOutLink: 'Ce n’était pas vous\u00a0? Ce lien le déconnecte\u00a0:',

  signIn: {
    subject: (code, application) => `${code} est votre code pour ${application}`,
    preview: (clock, asker) => `Valable jusqu’à ${clock}. Demandé par\u00a0: ${asker}.`,
    heading: 'Votre code de vérification',
    textHeading: (application) => `Votre code de vérification pour ${application}\u00a0:`,
    typeOrPress: 'Saisissez-le là où vous l’avez demandé, ou touchez le bouton sur le même appareil.',
    typeOrOpen: 'Saisissez-le là où vous l’avez demandé, ou ouvrez ce lien sur le même appareil\u00a0:',
    button: (application) => `Se connecter à ${application}`,
    didNotAsk: 'Vous n’avez rien demandé\u00a0?',
    stopsIt: 'Vous n’avez rien demandé\u00a0? Ce lien arrête tout\u00a0:',
    doNotForward: 'Ne transférez pas cet e-mail\u00a0: la personne qui le lit pourrait se connecter à votre place.',
    copyLine: 'Le bouton ne marche pas\u00a0? Copiez cette ligne dans le navigateur\u00a0:',
  },

  approvedElsewhere: {
    subject: (browser, application) => `${browser} a reçu l’accès à ${application}`,
    heading: 'Un autre navigateur a reçu l’accès',
    what: 'Son numéro a été saisi sur la page ouverte depuis notre e-mail.',
  },

  signUpClosed: {
    subject: (application) => `Aucun compte ${application} pour cette adresse`,
    heading: 'Aucun compte pour cette adresse',
    what: (application) =>
      `Quelqu’un a voulu se connecter à ${application} avec cette adresse. Elle n’y a pas de compte, et il ne s’en crée pas de nouveaux.`,
    otherAddress:
      'Si c’était vous, votre compte est peut-être lié à une autre adresse. Sinon, vous n’avez rien à faire.',
  },

  invitation: {
    subject: (application) => `Vous êtes invité à rejoindre ${application}`,
    heading: 'Une invitation pour vous',
    what: (application) => `Avec cette adresse, vous pouvez rejoindre ${application}.`,
    invitedBy: 'Invitation de',
    button: 'Voir l’invitation',
    link: 'Voir l’invitation\u00a0:',
    next: 'Vous y demanderez un e-mail de connexion. Rien ne se passe avant.',
    ignore: 'Si vous ne savez pas de quoi il s’agit, laissez\u00a0: il ne se passera rien.',
  },

  newDevice: {
    subject: (browser, application) => `${browser} s’est connecté à ${application}`,
    heading: 'Un nouveau navigateur s’est connecté',
    ways: {
      link: 'Lien, ouvert sur place',
      code: 'Code, saisi sur place',
      number: 'Numéro, saisi sur un autre appareil',
      passkey: 'Clé d’accès',
    },
  },
}
