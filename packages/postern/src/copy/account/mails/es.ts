import type { AccountMailsCopy } from './en.ts'

export const es: AccountMailsCopy = {
  keepIt: 'No reenvíes este correo: su enlace y su código son solo para ti.',
  didNotAsk: '¿No lo pediste?',
  stopsIt: '¿No lo pediste? Este enlace lo detiene:',
  acts: {
    'step-up': {
      subject: (code, application) => `${code} confirma a ${application} que eres tú`,
      heading: 'Tu código de confirmación',
      textHeading: (application) => `Tu código de confirmación para ${application}:`,
      what: 'Vas a cambiar algo en tu cuenta. Esto confirma que eres tú.',
      button: 'Confirmar que soy yo',
    },
    'change-address': {
      subject: (code, application) => `${code} confirma esta dirección para ${application}`,
      heading: 'Confirmar esta dirección',
      textHeading: (application) => `Tu código para confirmar esta dirección en ${application}:`,
      what: (account, application) =>
        `La cuenta ${account} de ${application} quiere usar esta dirección. Si no es tu cuenta, deja este correo como está: sin él no ocurre nada.`,
      button: 'Confirmar esta dirección',
    },
    delete: {
      subject: (code, application) => `${code} elimina tu cuenta de ${application}`,
      heading: 'Tu código para eliminar la cuenta',
      textHeading: (application) => `Tu código para eliminar tu cuenta de ${application}:`,
      what: 'Preguntamos una vez más antes de hacer nada. Después todo desaparece al instante y no hay vuelta atrás.',
      button: 'Eliminar mi cuenta',
    },
  },
  addressTaken: {
    subject: (application) => `Tu dirección de ${application} sigue siendo tuya`,
    heading: 'Tu dirección sigue siendo tuya',
    what: 'Alguien con la sesión iniciada en otra cuenta ha intentado añadirle esta dirección. Pertenece a tu cuenta, así que no ha cambiado nada.',
  },
  addressChanged: {
    changed: {
      subject: (application) => `Se ha cambiado tu dirección de ${application}`,
      heading: 'Se ha cambiado tu dirección',
      what: (day) => `A partir de ahora inicias sesión con la nueva. Esta queda reservada para ti hasta el ${day}.`,
    },
    added: {
      subject: (application) => `Se ha añadido una dirección a tu cuenta de ${application}`,
      heading: 'Se ha añadido una dirección',
      what: (_day) => 'A partir de ahora da acceso a tu cuenta, igual que esta.',
    },
    removed: {
      subject: (application) => `Se ha quitado una dirección de tu cuenta de ${application}`,
      heading: 'Se ha quitado esta dirección',
      what: (day) => `Ya no sirve para iniciar sesión. Queda reservada para ti hasta el ${day}.`,
    },
    primary: {
      subject: (application) => `Tu dirección principal de ${application} ahora es otra`,
      heading: 'Tu dirección principal es otra',
      what: (_day) => 'Los avisos llegan ahora a la otra. Con esta aún puedes iniciar sesión.',
    },
    gone: {
      subject: (application) => `Se ha quitado una dirección de tu cuenta de ${application}`,
      heading: 'Se ha quitado una dirección',
      what: 'Ya no sirve para iniciar sesión en tu cuenta. Esta sí.',
    },
    restored: {
      subject: (application) => `Tus direcciones de ${application} vuelven a ser las de antes`,
      heading: 'Se ha deshecho un cambio de direcciones',
      what: 'Las direcciones de tu cuenta son las que eran antes del cambio y se ha cerrado la sesión en todos los navegadores.',
    },
    before: 'Antes',
    now: 'Ahora',
    labelAdded: 'Añadida',
    labelRemoved: 'Quitada',
    undo: 'Deshacer el cambio',
    undoLink: '¿No fuiste tú? Este enlace lo deshace:',
    undoNote:
      'Al deshacerlo, tus direcciones vuelven a ser las de antes y se cierra la sesión en todos los navegadores. Después vuelves a iniciar sesión.',
  },
  deleted: {
    subject: (application) => `Tu cuenta de ${application} se ha eliminado`,
    heading: 'Tu cuenta se ha eliminado',
    what: 'Allí ya no se guarda nada tuyo. Quien vuelva a iniciar sesión con esta dirección empieza una cuenta nueva.',
  },
}
