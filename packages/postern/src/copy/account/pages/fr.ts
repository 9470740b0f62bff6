import { phrase } from '../../pages/phrase.ts'
import type { AccountPagesCopy } from './account-pages-copy.ts'

export const fr: AccountPagesCopy = {
  account: {
    title: 'Votre compte',
    lede: (address, application, since) => phrase`${address}, chez ${application} depuis ${since}.`,
    signOut: 'Se déconnecter',
    back: 'Retour à votre compte',
    done: {
      confirmed: (until) => phrase`C’est confirmé. Vous pouvez faire des changements ici jusqu’à ${until}.`,
      address: 'Cette adresse est maintenant la vôtre. Nous avons prévenu les autres.',
      primary: 'C’est maintenant votre adresse principale. Nous avons prévenu la précédente.',
      removed: 'Cette adresse est retirée. Elle vous reste réservée pendant sept jours.',
      name: 'Votre nom est enregistré.',
    },
  },
  confirm: {
    title: 'Confirmez que c’est bien vous',
    lede: (address) => phrase`Pour changer quelque chose, prouvez à nouveau que vous lisez ${address}.`,
    send: 'M’envoyer un e-mail',
  },
  name: { title: 'Nom', save: 'Enregistrer' },
  sessions: {
    title: 'Où vous êtes connecté',
    note: 'Si vous ne reconnaissez pas un appareil, déconnectez-le. L’effet est immédiat.',
    thisOne: 'Celui-ci',
    others: 'Déconnecter partout ailleurs',
  },
  addresses: {
    title: 'Adresses',
    note: 'Chacune vous connecte. Les messages vont à la principale.',
    main: 'Principale',
    makeMain: 'Rendre principale',
    remove: 'Retirer',
    another: 'Utiliser une autre adresse',
  },
  another: {
    title: 'Utiliser une autre adresse',
    lede: 'Nous lui envoyons un lien et un code. Rien ne change avant que vous ne l’ouvriez.',
    label: 'La nouvelle adresse',
    what: 'Ce qu’elle devient',
    primary: 'Passer à celle-ci',
    primaryNote: 'L’adresse actuelle ne vous connecte plus. Pendant sept jours, elle peut annuler le changement.',
    additional: 'L’ajouter',
    additionalNote: 'Les deux vous connectent.',
    taken: 'Cette adresse est déjà la vôtre.',
    send: 'Lui envoyer un e-mail',
  },
  data: {
    title: 'Vos données',
    all: (application) => phrase`Tout ce que ${application} conserve sur vous, en un fichier`,
    download: 'Télécharger',
    remove: 'Supprimer votre compte',
    removeNote: 'Nous vous écrivons d’abord. Il n’y a pas de retour possible.',
    removeLink: 'Supprimer…',
  },
  deletion: {
    title: 'Supprimer votre compte\u00a0?',
    lede: (application) =>
      phrase`Tout ce que ${application} conserve pour votre connexion disparaît aussitôt, sans retour possible.`,
    note: (address) =>
      phrase`Nous écrivons d’abord à ${address}. Rien ne disparaît avant que vous n’ayez utilisé cet e-mail ici.`,
    send: 'M’envoyer un e-mail',
    sureTitle: 'Supprimer pour toujours\u00a0?',
    sureLede: 'C’est la dernière étape. Tous les navigateurs sont déconnectés et rien ne peut être récupéré.',
    sure: 'Supprimer pour toujours',
    keep: 'Garder mon compte',
    doneTitle: 'Votre compte est supprimé',
    doneLede: 'Plus rien de vous n’est conservé ici.',
  },
  elsewhere: {
    title: 'Ouvrez-le là où vous avez demandé',
    lede: 'Ce lien ne fonctionne que dans le navigateur qui a demandé, tant que vous y êtes connecté.',
    text: 'Sur un autre appareil, saisissez-y le code de l’e-mail.',
  },
  undo: {
    title: 'Annuler le changement\u00a0?',
    lede: 'Vos adresses redeviennent ce qu’elles étaient avant, et tous les navigateurs sont déconnectés.',
    typeAddress: 'Pour l’annuler, saisissez l’adresse qui a reçu l’e-mail',
    undo: 'Annuler le changement',
    keep: 'Laisser tel quel',
    see: 'Voir le changement',
    noScript: 'Le lien a perdu sa clé en route. Ouvrez-le encore une fois depuis l’e-mail.',
    toldAddress: 'Prévenue',
    newAddress: 'Il s’agit de',
    doneTitle: 'Le changement est annulé',
    doneLede: 'Vos adresses sont ce qu’elles étaient, et tous les navigateurs sont déconnectés.',
    signInAgain: 'Se connecter à nouveau',
    deadTitle: 'Ce lien n’annule plus rien',
    deadLede: 'Il a été utilisé, ses sept jours sont passés, ou il a été coupé en route.',
  },
  states: {
    completed: { title: 'C’est fait', text: 'Vous pouvez continuer.' },
    ended: { title: 'C’est arrêté', text: 'Rien n’a changé. Vous pouvez redemander depuis votre compte.' },
    expired: { title: 'Cet e-mail a expiré', text: 'Rien n’a changé. Vous pouvez redemander depuis votre compte.' },
  },
  errors: {
    'step-up-needed': {
      title: 'Confirmez d’abord que c’est bien vous',
      text: 'Votre connexion date un peu. Confirmez-la sur la page de votre compte.',
    },
    'address-reserved': {
      title: 'Cette adresse est réservée',
      text: 'Elle appartenait à un compte il y a peu. L’e-mail à ce sujet peut annuler le changement.',
    },
    'address-taken': { title: 'Cette adresse a un compte', text: 'Elle appartient déjà à un compte. Rien n’a changé.' },
    'addresses-full': {
      title: 'Pas de place pour une autre adresse',
      text: 'Retirez d’abord une adresse, puis ajoutez la nouvelle.',
    },
    'address-last': {
      title: 'L’adresse principale reste',
      text: 'Rendez une autre adresse principale, puis retirez celle-ci.',
    },
  },
}
