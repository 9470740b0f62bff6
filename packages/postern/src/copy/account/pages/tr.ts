import { phrase } from '../../pages/phrase.ts'
import type { AccountPagesCopy } from './account-pages-copy.ts'

export const tr: AccountPagesCopy = {
  account: {
    title: 'Hesabınız',
    lede: (address, application, since) => phrase`${address}, ${since} tarihinden beri ${application} üyesi.`,
    signOut: 'Çıkış yap',
    back: 'Hesabınıza dönün',
    done: {
      confirmed: (until) => phrase`Onaylandı. ${until} saatine kadar burada değişiklik yapabilirsiniz.`,
      address: 'Bu adres artık sizin. Diğer adreslere haber verdik.',
      primary: 'Ana adresiniz artık bu. Öncekine haber verdik.',
      removed: 'Adres kaldırıldı. Yedi gün boyunca size ayrılmış kalır.',
      name: 'Adınız kaydedildi.',
    },
  },
  confirm: {
    title: 'Siz olduğunuzu onaylayın',
    lede: (address) => phrase`Değişiklikler için ${address} adresini okuduğunuzu yeniden göstermeniz gerekir.`,
    send: 'E-posta gönder',
  },
  name: { title: 'Ad', save: 'Kaydet' },
  sessions: {
    title: 'Giriş yaptığınız yerler',
    note: 'Tanımadığınız biri varsa oturumunu kapatın. Hemen kapanır.',
    thisOne: 'Bu tarayıcı',
    others: 'Diğer tüm oturumları kapat',
  },
  addresses: {
    title: 'Adresler',
    note: 'Hepsiyle giriş yapabilirsiniz. Bildirimler ana adrese gider.',
    main: 'Ana',
    makeMain: 'Ana adres yap',
    remove: 'Kaldır',
    another: 'Başka bir adres kullan',
  },
  another: {
    title: 'Başka bir adres kullanın',
    lede: 'O adrese bir bağlantı ve bir kod göndeririz. Siz kullanmadan hiçbir şey değişmez.',
    label: 'Yeni adres',
    what: 'Bu adres ne olsun',
    primary: 'Ona geç',
    primaryNote: 'Şimdiki adresle artık giriş yapılamaz. Yedi gün içinde oradan değişiklik geri alınabilir.',
    additional: 'Onu ekle',
    additionalNote: 'İkisiyle de giriş yaparsınız.',
    taken: 'Bu adres zaten sizin.',
    send: 'E-posta gönder',
  },
  data: {
    title: 'Verileriniz',
    all: (application) => phrase`${application} hakkınızda ne tutuyorsa hepsi, tek bir dosyada`,
    download: 'İndir',
    remove: 'Hesabınızı silin',
    removeNote: 'Önce size e-posta göndeririz. Geri dönüşü yok.',
    removeLink: 'Sil…',
  },
  deletion: {
    title: 'Hesabınız silinsin mi?',
    lede: (application) => phrase`${application} girişinizle ilgili ne tutuyorsa hemen silinir. Geri dönüşü yok.`,
    note: (address) =>
      phrase`Önce ${address} adresine e-posta göndeririz. O e-postayı burada kullanmadan hiçbir şey silinmez.`,
    send: 'E-posta gönder',
    sureTitle: 'Kalıcı olarak silinsin mi?',
    sureLede: 'Bu son adım. Tüm tarayıcıların oturumu kapanır ve hiçbir şey geri getirilemez.',
    sure: 'Kalıcı olarak sil',
    keep: 'Hesabım kalsın',
    doneTitle: 'Hesabınız silindi',
    doneLede: 'Burada artık sizinle ilgili hiçbir şey tutulmuyor.',
  },
  elsewhere: {
    title: 'Başladığınız yerde açın',
    lede: 'Bu bağlantı yalnızca başladığınız tarayıcıda, oturumunuz açıkken çalışır.',
    text: 'Başka bir cihazdaysa e-postadaki kodu oraya yazın.',
  },
  undo: {
    title: 'Değişiklik geri alınsın mı?',
    lede: 'Adresleriniz önceki hâline döner ve tüm tarayıcıların oturumu kapanır.',
    typeAddress: 'Geri almak için e-postanın geldiği adresi yazın',
    undo: 'Değişikliği geri al',
    keep: 'Böyle kalsın',
    see: 'Değişikliği gör',
    noScript: 'Bağlantı yolda anahtarını kaybetti. E-postadan bir kez daha açın.',
    toldAddress: 'Bildirilen adres',
    newAddress: 'İlgili adres',
    doneTitle: 'Değişiklik geri alındı',
    doneLede: 'Adresleriniz önceki hâline döndü ve tüm tarayıcıların oturumu kapandı.',
    signInAgain: 'Yeniden giriş yap',
    deadTitle: 'Bu bağlantı artık bir şeyi geri almaz',
    deadLede: 'Kullanılmış, yedi günü dolmuş veya yolda kesilmiş olabilir.',
  },
  states: {
    completed: { title: 'Tamam', text: 'Devam edebilirsiniz.' },
    ended: { title: 'Bu işlem durduruldu', text: 'Hiçbir şey değişmedi. Hesabınızdan yeniden isteyebilirsiniz.' },
    expired: {
      title: 'Bu e-postanın süresi doldu',
      text: 'Hiçbir şey değişmedi. Hesabınızdan yeniden isteyebilirsiniz.',
    },
  },
  errors: {
    'step-up-needed': {
      title: 'Önce siz olduğunuzu onaylayın',
      text: 'Giriş yapalı bir süre oldu. Hesabınızın sayfasında onaylayın.',
    },
    'address-reserved': {
      title: 'Bu adres ayrılmış durumda',
      text: 'Kısa süre öncesine kadar bir hesaba aitti. Bununla ilgili e-postadan değişiklik geri alınabilir.',
    },
    'address-taken': { title: 'Bu adresin bir hesabı var', text: 'Zaten bir hesaba ait. Hiçbir şey değişmedi.' },
    'addresses-full': {
      title: 'Başka adrese yer yok',
      text: 'Önce bir adresi kaldırın, sonra yenisini ekleyin.',
    },
    'address-last': {
      title: 'Ana adres kalır',
      text: 'Önce başka bir adresi ana adres yapın, sonra bunu kaldırın.',
    },
  },
}
