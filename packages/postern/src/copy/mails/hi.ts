import type { MailsCopy } from './en.ts'

export const hi: MailsCopy = {
  moment: (clock, zone, day) => `${day}, ${clock} ${zone}`,
  browserOn: (browser, system) => `${system} पर ${browser}`,
  aBrowser: 'कोई ब्राउज़र',
  aProgram: 'कोई प्रोग्राम',
  roughly: (place) => `${place} (लगभग)`,

  askedBy: 'अनुरोध यहाँ से',
  browser: 'ब्राउज़र',
  near: 'जगह',
  when: 'कब',
  worksUntil: 'इस समय तक',
  mark: 'निशान',
  wayIn: 'तरीक़ा',

  sentBy: (sender) => `${sender} की ओर से।`,
  neverAsked: 'हम फ़ोन या चैट पर कभी कोड नहीं माँगते।',
  wasNotMe: 'यह मैंने नहीं किया',
  nothingToDo: 'अगर वह आप थे, तो कुछ करने की ज़रूरत नहीं।',
  signItOut: 'यह मैंने नहीं किया: साइन आउट करें',
  buttonUntil: (day) => `यह बटन ${day} तक काम करता है और इससे और कुछ नहीं होता।`,
  linkUntil: (day) => `यह लिंक ${day} तक काम करता है और इससे और कुछ नहीं होता।`,
  signOutLink: 'वह आप नहीं थे? यह लिंक उसे साइन आउट करता है:',

  signIn: {
    subject: (code, application) => `${code} आपका ${application} कोड है`,
    preview: (clock, asker) => `${clock} तक मान्य। अनुरोध यहाँ से: ${asker}।`,
    heading: 'आपका सत्यापन कोड',
    textHeading: (application) => `${application} के लिए आपका सत्यापन कोड:`,
    typeOrPress: 'इसे वहाँ लिखें जहाँ आपने माँगा था, या उसी डिवाइस पर बटन दबाएँ।',
    typeOrOpen: 'इसे वहाँ लिखें जहाँ आपने माँगा था, या उसी डिवाइस पर यह लिंक खोलें:',
    button: (application) => `${application} में साइन इन करें`,
    didNotAsk: 'आपने नहीं माँगा?',
    stopsIt: 'आपने नहीं माँगा? यह लिंक इसे रोकता है:',
    doNotForward: 'यह ईमेल आगे न भेजें: जो इसे पढ़ेगा, वह आपके नाम से साइन इन कर सकता है।',
    copyLine: 'बटन काम नहीं कर रहा? यह लाइन ब्राउज़र में कॉपी करें:',
  },

  approvedElsewhere: {
    subject: (browser, application) => `${browser} को ${application} में साइन इन की अनुमति मिली`,
    heading: 'एक और ब्राउज़र को अनुमति मिली',
    what: 'उसका नंबर उस पेज पर लिखा गया जो हमारे ईमेल से खुला।',
  },

  signUpClosed: {
    subject: (application) => `इस पते का ${application} में कोई खाता नहीं है`,
    heading: 'इस पते का कोई खाता नहीं है',
    what: (application) =>
      `किसी ने इस पते से ${application} में साइन इन करना चाहा। वहाँ इसका कोई खाता नहीं है, और नए खाते नहीं बन रहे।`,
    otherAddress: 'अगर वह आप थे, तो शायद आपका खाता किसी और पते से है। नहीं, तो कुछ करने की ज़रूरत नहीं।',
  },

  invitation: {
    subject: (application) => `${application} में आपको बुलाया गया है`,
    heading: 'आपको बुलाया गया है',
    what: (application) => `इस पते से आप ${application} में शामिल हो सकते हैं।`,
    invitedBy: 'किसने बुलाया',
    button: 'आमंत्रण देखें',
    link: 'आमंत्रण देखें:',
    next: 'वहाँ आप साइन-इन ईमेल माँगेंगे। उससे पहले कुछ नहीं होगा।',
    ignore: 'अगर समझ न आए कि यह क्या है, तो इसे रहने दें: कुछ नहीं होगा।',
  },

  newDevice: {
    subject: (browser, application) => `${browser} से ${application} में साइन इन हुआ`,
    heading: 'एक नए ब्राउज़र से साइन इन हुआ',
    ways: {
      link: 'वहाँ खोला गया लिंक',
      code: 'वहाँ लिखा गया कोड',
      number: 'दूसरे डिवाइस पर लिखा गया नंबर',
      passkey: 'पासकी',
    },
  },
}
