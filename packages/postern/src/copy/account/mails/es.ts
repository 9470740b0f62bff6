import type { AccountMailsCopy } from './en.ts'

export const es: AccountMailsCopy = {
  keepIt: 'No reenvíe este correo: su enlace y su código son solo para usted.',
  didNotAsk: '¿No lo ha pedido usted?',
  stopsIt: '¿No lo ha pedido usted? Este enlace lo detiene:',
  acts: {
    'step-up': {
      subject: (code, application) => `${code} confirma a ${application} que es usted`,
      heading: 'Su código de confirmación',
      textHeading: (application) => `Su código de confirmación para ${application}:`,
      what: 'Va a cambiar algo en su cuenta. Esto confirma que es usted.',
      button: 'Confirmar que soy yo',
    },
    'change-address': {
      subject: (code, application) => `${code} confirma esta dirección para ${application}`,
      heading: 'Confirmar esta dirección',
      textHeading: (application) => `Su código para confirmar esta dirección en ${application}:`,
      what: (account, application) =>
        `La cuenta ${account} de ${application} quiere usar esta dirección. Si no es su cuenta, deje este correo como está: sin él no ocurre nada.`,
      button: 'Confirmar esta dirección',
    },
    delete: {
      subject: (code, application) => `${code} elimina su cuenta de ${application}`,
      heading: 'Su código para eliminar la cuenta',
      textHeading: (application) => `Su código para eliminar su cuenta de ${application}:`,
      what: 'Preguntamos una vez más antes de hacer nada. Después todo desaparece al instante y no hay vuelta atrás.',
      button: 'Eliminar mi cuenta',
    },
  },
  addressTaken: {
    subject: (application) => `Su dirección de ${application} sigue siendo suya`,
    heading: 'Su dirección sigue siendo suya',
    what: 'Alguien que ha entrado en otra cuenta ha intentado añadirle esta dirección. Pertenece a su cuenta, así que no ha cambiado nada.',
  },
  addressChanged: {
    changed: {
      subject: (application) => `Se ha cambiado su dirección de ${application}`,
      heading: 'Se ha cambiado su dirección',
      what: (day) => `A partir de ahora entra con la nueva. Esta queda reservada para usted hasta el ${day}.`,
    },
    added: {
      subject: (application) => `Se ha añadido una dirección a su cuenta de ${application}`,
      heading: 'Se ha añadido una dirección',
      what: (_day) => 'A partir de ahora da acceso a su cuenta, igual que esta.',
    },
    removed: {
      subject: (application) => `Se ha quitado una dirección de su cuenta de ${application}`,
      heading: 'Se ha quitado esta dirección',
      what: (day) => `Ya no sirve para entrar. Queda reservada para usted hasta el ${day}.`,
    },
    primary: {
      subject: (application) => `Su dirección principal de ${application} ahora es otra`,
      heading: 'Su dirección principal es otra',
      what: (_day) => 'Los avisos llegan ahora a la otra. Con esta aún puede entrar.',
    },
    before: 'Antes',
    now: 'Ahora',
    labelAdded: 'Añadida',
    labelRemoved: 'Quitada',
    undo: 'Deshacer el cambio',
    undoLink: '¿No ha sido usted? Este enlace lo deshace:',
    undoNote:
      'Al deshacerlo, sus direcciones vuelven a ser las de antes y se cierra la sesión en todos los navegadores. Después vuelve a entrar.',
  },
  deleted: {
    subject: (application) => `Su cuenta de ${application} se ha eliminado`,
    heading: 'Su cuenta se ha eliminado',
    what: 'Allí ya no se guarda nada suyo. Quien vuelva a entrar con esta dirección empieza una cuenta nueva.',
  },
}
