import type { AccountMailsCopy } from './en.ts'

export const fr: AccountMailsCopy = {
  keepIt: 'Ne transférez pas cet e-mail\u00a0: son lien et son code ne sont que pour vous.',
  didNotAsk: 'Vous n’avez rien demandé\u00a0?',
  stopsIt: 'Vous n’avez rien demandé\u00a0? Ce lien arrête tout\u00a0:',
  acts: {
    'step-up': {
      subject: (code, application) => `${code} confirme à ${application} que c’est bien vous`,
      heading: 'Votre code de confirmation',
      textHeading: (application) => `Votre code de confirmation pour ${application}\u00a0:`,
      what: 'Vous allez modifier quelque chose dans votre compte. Ceci confirme que c’est bien vous.',
      button: 'Confirmer que c’est moi',
    },
    'change-address': {
      subject: (code, application) => `${code} confirme cette adresse pour ${application}`,
      heading: 'Confirmer cette adresse',
      textHeading: (application) => `Votre code pour confirmer cette adresse auprès de ${application}\u00a0:`,
      what: (account, application) =>
        `Le compte ${account} de ${application} veut utiliser cette adresse. S’il n’est pas à vous, laissez cet e-mail de côté\u00a0: rien ne se passe sans lui.`,
      button: 'Confirmer cette adresse',
    },
    delete: {
      subject: (code, application) => `${code} supprime votre compte ${application}`,
      heading: 'Votre code pour supprimer le compte',
      textHeading: (application) => `Votre code pour supprimer votre compte ${application}\u00a0:`,
      what: 'Nous demandons encore une fois avant d’agir. Ensuite tout disparaît aussitôt, sans retour possible.',
      button: 'Supprimer mon compte',
    },
  },
  addressTaken: {
    subject: (application) => `Votre adresse ${application} reste la vôtre`,
    heading: 'Votre adresse reste la vôtre',
    what: 'Une personne connectée à un autre compte a essayé d’y ajouter cette adresse. Elle appartient à votre compte, rien n’a donc changé.',
  },
  addressChanged: {
    changed: {
      subject: (application) => `Votre adresse ${application} a été changée`,
      heading: 'Votre adresse a été changée',
      what: (day) => `Désormais, vous vous connectez avec la nouvelle. Celle-ci vous reste réservée jusqu’au ${day}.`,
    },
    added: {
      subject: (application) => `Une adresse a été ajoutée à votre compte ${application}`,
      heading: 'Une adresse a été ajoutée',
      what: (_day) => 'Désormais, elle donne accès à votre compte, comme celle-ci.',
    },
    removed: {
      subject: (application) => `Une adresse a été retirée de votre compte ${application}`,
      heading: 'Cette adresse a été retirée',
      what: (day) => `Elle ne vous connecte plus. Elle vous reste réservée jusqu’au ${day}.`,
    },
    primary: {
      subject: (application) => `Votre adresse principale ${application} n’est plus la même`,
      heading: 'Votre adresse principale a changé',
      what: (_day) => 'Les messages vont désormais à l’autre. Celle-ci vous connecte toujours.',
    },
    gone: {
      subject: (application) => `Une adresse a été retirée de votre compte ${application}`,
      heading: 'Une adresse a été retirée',
      what: 'Elle ne connecte plus à votre compte. Celle-ci vous connecte toujours.',
    },
    restored: {
      subject: (application) => `Vos adresses ${application} sont redevenues ce qu’elles étaient`,
      heading: 'Un changement d’adresses a été annulé',
      what: 'Les adresses de votre compte sont celles d’avant, et tous les navigateurs ont été déconnectés.',
    },
    before: 'Avant',
    now: 'Maintenant',
    labelAdded: 'Ajoutée',
    labelRemoved: 'Retirée',
    undo: 'Annuler le changement',
    undoLink: 'Ce n’était pas vous\u00a0? Ce lien annule tout\u00a0:',
    undoNote:
      'Vos adresses redeviennent ce qu’elles étaient et tous les navigateurs sont déconnectés. Vous vous connectez ensuite à nouveau.',
  },
  deleted: {
    subject: (application) => `Votre compte ${application} est supprimé`,
    heading: 'Votre compte est supprimé',
    what: 'Rien de vous n’y est plus conservé. Qui se connecte de nouveau avec cette adresse commence un nouveau compte.',
  },
}
