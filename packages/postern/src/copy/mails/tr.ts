import type { MailsCopy } from './en.ts'

// Suffixes follow the vowels of a word, so names and days never take one: a noun after them does.
export const tr: MailsCopy = {
  moment: (clock, zone, day) => `${day}, ${clock} ${zone}`,
  browserOn: (browser, system) => `${browser} (${system})`,
  aBrowser: 'Bir tarayıcı',
  aProgram: 'Bir program',
  roughly: (place) => `${place} (yaklaşık)`,

  askedBy: 'İsteyen',
  browser: 'Tarayıcı',
  near: 'Konum',
  when: 'Zaman',
  worksUntil: 'Son geçerlilik',
  mark: 'İşaret',
  wayIn: 'Giriş yolu',

  sentBy: (sender) => `Gönderen: ${sender}.`,
  neverAsked: 'Telefonda veya sohbette asla kod istemeyiz.',
  wasNotMe: 'Bu ben değildim',
  nothingToDo: 'Bu sizseniz yapmanız gereken bir şey yok.',
  signItOut: 'Bu ben değildim: oturumu kapat',
  buttonUntil: (day) => `Düğme ${day} tarihine kadar geçerli ve başka bir şey yapmaz.`,
  linkUntil: (day) => `Bağlantı ${day} tarihine kadar geçerli ve başka bir şey yapmaz.`,
  signOutLink: 'Siz değil miydiniz? Bu bağlantı oturumu kapatır:',

  signIn: {
    subject: (code, application) => `${code} kodu ${application} girişiniz için`,
    preview: (clock, asker) => `${clock} saatine kadar geçerli. İsteyen: ${asker}.`,
    heading: 'Doğrulama kodunuz',
    textHeading: (application) => `${application} doğrulama kodunuz:`,
    typeOrPress: 'Kodu istediğiniz yere yazın veya aynı cihazda düğmeye basın.',
    typeOrOpen: 'Kodu istediğiniz yere yazın veya aynı cihazda şu bağlantıyı açın:',
    button: (application) => `${application} uygulamasına giriş yap`,
    didNotAsk: 'Siz istemediniz mi?',
    stopsIt: 'Siz istemediniz mi? Bu bağlantı girişi durdurur:',
    doNotForward: 'Bu e-postayı iletmeyin: okuyan kişi sizin yerinize giriş yapabilir.',
    copyLine: 'Düğme çalışmıyor mu? Bu satırı tarayıcıya kopyalayın:',
  },

  approvedElsewhere: {
    subject: (browser, application) => `${browser} için ${application} girişine izin verildi`,
    heading: 'Başka bir tarayıcıya izin verildi',
    what: 'Numarası, e-postamızın açtığı sayfaya yazıldı.',
  },

  signUpClosed: {
    subject: (application) => `Bu adresin ${application} hesabı yok`,
    heading: 'Bu adresin hesabı yok',
    what: (application) =>
      `Biri bu adresle ${application} uygulamasına giriş yapmak istedi. Adresin orada hesabı yok ve yeni hesap açılmıyor.`,
    otherAddress: 'Bu sizseniz hesabınız başka bir adresle olabilir. Değilse yapmanız gereken bir şey yok.',
  },

  invitation: {
    subject: (application) => `${application} uygulamasına davetlisiniz`,
    heading: 'Davetlisiniz',
    what: (application) => `Bu adresle ${application} uygulamasına katılabilirsiniz.`,
    invitedBy: 'Davet eden',
    button: 'Daveti gör',
    link: 'Daveti gör:',
    next: 'Orada bir giriş e-postası istersiniz. Öncesinde hiçbir şey olmaz.',
    ignore: 'Ne olduğunu bilmiyorsanız bırakın: hiçbir şey olmaz.',
  },

  newDevice: {
    subject: (browser, application) => `${browser} ile ${application} uygulamasına giriş yapıldı`,
    heading: 'Yeni bir tarayıcıdan giriş yapıldı',
    ways: {
      link: 'Orada açılan bağlantı',
      code: 'Oraya yazılan kod',
      number: 'Başka bir cihaza yazılan numara',
      passkey: 'Geçiş anahtarı',
    },
  },
}
