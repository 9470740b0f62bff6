import { phrase } from '../../pages/phrase.ts'
import type { AccountPagesCopy } from './account-pages-copy.ts'

export const es: AccountPagesCopy = {
  account: {
    title: 'Tu cuenta',
    lede: (address, application, since) => phrase`${address}, en ${application} desde ${since}.`,
    signOut: 'Cerrar sesión',
    back: 'Volver a tu cuenta',
    done: {
      confirmed: (until) => phrase`Confirmado. Puedes hacer cambios aquí hasta las ${until}.`,
      address: 'Esa dirección ya es tuya. Hemos avisado a las demás.',
      primary: 'Esa es ahora tu dirección principal. Hemos avisado a la anterior.',
      removed: 'Se ha quitado esa dirección. Queda reservada para ti siete días.',
      name: 'Se ha guardado tu nombre.',
    },
  },
  confirm: {
    title: 'Confirma que eres tú',
    lede: (address) => phrase`Para cambiar algo, demuestra de nuevo que lees ${address}.`,
    send: 'Enviarme un correo',
  },
  name: { title: 'Nombre', save: 'Guardar' },
  sessions: {
    title: 'Dónde has iniciado sesión',
    note: 'Si no reconoces alguno, cierra su sesión. Ocurre al instante.',
    thisOne: 'Este',
    others: 'Cerrar las demás sesiones',
  },
  addresses: {
    title: 'Direcciones',
    note: 'Con cualquiera puedes iniciar sesión. Los avisos llegan a la principal.',
    main: 'Principal',
    makeMain: 'Hacer principal',
    remove: 'Quitar',
    another: 'Usar otra dirección',
  },
  another: {
    title: 'Usar otra dirección',
    lede: 'Le enviamos un enlace y un código. Nada cambia antes de que los uses.',
    label: 'La dirección nueva',
    what: 'Qué será de ella',
    primary: 'Cambiar a ella',
    primaryNote: 'Con la de ahora ya no podrás iniciar sesión. Durante siete días puede deshacer el cambio.',
    additional: 'Añadirla',
    additionalNote: 'Con ambas puedes iniciar sesión.',
    taken: 'Esa dirección ya es tuya.',
    send: 'Enviarle un correo',
  },
  data: {
    title: 'Tus datos',
    all: (application) => phrase`Todo lo que ${application} guarda sobre ti, en un archivo`,
    download: 'Descargar',
    remove: 'Eliminar tu cuenta',
    removeNote: 'Antes te escribimos. No hay vuelta atrás.',
    removeLink: 'Eliminar…',
  },
  deletion: {
    title: '¿Eliminar tu cuenta?',
    lede: (application) =>
      phrase`Todo lo que ${application} guarda sobre tu inicio de sesión desaparece al instante. No hay vuelta atrás.`,
    note: (address) => phrase`Antes escribimos a ${address}. Nada desaparece hasta que uses ese correo aquí.`,
    send: 'Enviarme un correo',
    sureTitle: '¿Eliminar para siempre?',
    sureLede: 'Es el último paso. Se cierra la sesión en todos los navegadores y nada se puede recuperar.',
    sure: 'Eliminar para siempre',
    keep: 'Conservar mi cuenta',
    doneTitle: 'Tu cuenta se ha eliminado',
    doneLede: 'Aquí ya no se guarda nada tuyo.',
  },
  elsewhere: {
    title: 'Ábrelo donde lo pediste',
    lede: 'Este enlace solo funciona en el navegador que lo pidió, mientras tengas allí la sesión iniciada.',
    text: 'En otro dispositivo, escribe allí el código del correo.',
  },
  undo: {
    title: '¿Deshacer el cambio?',
    lede: 'Tus direcciones vuelven a ser las de antes y se cierra la sesión en todos los navegadores.',
    typeAddress: 'Para deshacerlo, escribe la dirección que recibió el correo',
    undo: 'Deshacer el cambio',
    keep: 'Dejarlo como está',
    see: 'Ver el cambio',
    noScript: 'El enlace perdió su clave por el camino. Ábrelo otra vez desde el correo.',
    toldAddress: 'Avisada',
    newAddress: 'Se trata de',
    doneTitle: 'El cambio se ha deshecho',
    doneLede: 'Tus direcciones son las de antes y se ha cerrado la sesión en todos los navegadores.',
    signInAgain: 'Iniciar sesión otra vez',
    deadTitle: 'Este enlace ya no deshace nada',
    deadLede: 'Se ha usado, han pasado sus siete días o se cortó por el camino.',
  },
  states: {
    completed: { title: 'Hecho', text: 'Puedes continuar.' },
    ended: { title: 'Se ha detenido', text: 'No ha cambiado nada. Puedes pedirlo otra vez desde tu cuenta.' },
    expired: {
      title: 'Este correo ha caducado',
      text: 'No ha cambiado nada. Puedes pedirlo otra vez desde tu cuenta.',
    },
  },
  errors: {
    'step-up-needed': {
      title: 'Confirma antes que eres tú',
      text: 'Hace un rato que iniciaste sesión. Confírmalo en la página de tu cuenta.',
    },
    'address-reserved': {
      title: 'Esta dirección está reservada',
      text: 'Hasta hace poco pertenecía a una cuenta. El correo sobre ello puede deshacer el cambio.',
    },
    'address-taken': { title: 'Esta dirección tiene cuenta', text: 'Ya pertenece a una. No ha cambiado nada.' },
    'addresses-full': {
      title: 'No caben más direcciones',
      text: 'Quita primero una dirección y añade después la nueva.',
    },
    'address-last': {
      title: 'La dirección principal se queda',
      text: 'Haz principal otra dirección y quita después esta.',
    },
  },
}
