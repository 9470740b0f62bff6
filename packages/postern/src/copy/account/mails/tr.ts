import type { AccountMailsCopy } from './en.ts'

export const tr: AccountMailsCopy = {
  keepIt: 'Bu e-postayı iletmeyin: bağlantısı ve kodu yalnızca sizin için.',
  didNotAsk: 'Siz istemediniz mi?',
  stopsIt: 'Siz istemediniz mi? Bu bağlantı durdurur:',
  acts: {
    'step-up': {
      subject: (code, application) => `${code} kodu ${application} için siz olduğunuzu onaylar`,
      heading: 'Onay kodunuz',
      textHeading: (application) => `${application} onay kodunuz:`,
      what: 'Hesabınızda bir şeyi değiştirmek üzeresiniz. Bu kod, siz olduğunuzu onaylar.',
      button: 'Ben olduğumu onayla',
    },
    'change-address': {
      subject: (code, application) => `${code} kodu bu adresi ${application} için onaylar`,
      heading: 'Bu adresi onaylayın',
      textHeading: (application) => `Bu adresi ${application} için onaylama kodunuz:`,
      what: (account, application) =>
        `${application} uygulamasındaki ${account} hesabı bu adresi kullanmak istiyor. Hesap sizin değilse bu e-postayı olduğu gibi bırakın: o olmadan hiçbir şey olmaz.`,
      button: 'Bu adresi onayla',
    },
    delete: {
      subject: (code, application) => `${code} kodu ${application} hesabınızı siler`,
      heading: 'Hesabı silme kodunuz',
      textHeading: (application) => `${application} hesabınızı silme kodunuz:`,
      what: 'Bir şey silinmeden önce bir kez daha sorarız. Sonra her şey hemen silinir ve geri dönüşü olmaz.',
      button: 'Hesabı sil',
    },
  },
  addressTaken: {
    subject: (application) => `${application} adresiniz sizde kalıyor`,
    heading: 'Adresiniz sizde kalıyor',
    what: 'Başka bir hesapla giriş yapmış biri, bu adresi o hesaba eklemeye çalıştı. Adres sizin hesabınıza ait olduğu için hiçbir şey değişmedi.',
  },
  addressChanged: {
    changed: {
      subject: (application) => `${application} adresiniz değişti`,
      heading: 'Adresiniz değişti',
      what: (day) => `Bundan sonra yeni adresle giriş yaparsınız. Bu adres ${day} tarihine kadar size ayrılmış kalır.`,
    },
    added: {
      subject: (application) => `${application} hesabınıza bir adres eklendi`,
      heading: 'Bir adres eklendi',
      what: (_day) => 'Bundan sonra hesabınıza bu adresle olduğu gibi onunla da giriş yapılır.',
    },
    removed: {
      subject: (application) => `${application} hesabınızdan bir adres kaldırıldı`,
      heading: 'Bu adres kaldırıldı',
      what: (day) => `Onunla artık giriş yapılamaz. ${day} tarihine kadar size ayrılmış kalır.`,
    },
    primary: {
      subject: (application) => `${application} ana adresiniz artık başka`,
      heading: 'Ana adresiniz değişti',
      what: (_day) => 'Bildirimler bundan sonra oraya gider. Bu adresle giriş yapmaya devam edebilirsiniz.',
    },
    gone: {
      subject: (application) => `${application} hesabınızdan bir adres kaldırıldı`,
      heading: 'Bir adres kaldırıldı',
      what: 'Onunla artık hesabınıza giriş yapılamaz. Bu adresle hâlâ yapılabilir.',
    },
    restored: {
      subject: (application) => `${application} adresleriniz önceki hâline döndü`,
      heading: 'Bir adres değişikliği geri alındı',
      what: 'Hesabınızın adresleri ondan önceki gibi, ve tüm tarayıcıların oturumu kapatıldı.',
    },
    before: 'Önce',
    now: 'Şimdi',
    labelAdded: 'Eklenen',
    labelRemoved: 'Kaldırılan',
    undo: 'Değişikliği geri al',
    undoLink: 'Siz değil miydiniz? Bu bağlantı geri alır:',
    undoNote:
      'Geri alınca adresleriniz önceki hâline döner ve tüm tarayıcıların oturumu kapanır. Sonra yeniden giriş yaparsınız.',
  },
  deleted: {
    subject: (application) => `${application} hesabınız silindi`,
    heading: 'Hesabınız silindi',
    what: 'Orada artık sizinle ilgili hiçbir şey tutulmuyor. Bu adresle yeniden giriş yapan, yeni bir hesapla başlar.',
  },
}
