import type { AccountMailsCopy } from './en.ts'

export const hi: AccountMailsCopy = {
  keepIt: 'यह ईमेल आगे न भेजें: इसका लिंक और कोड सिर्फ़ आपके लिए हैं।',
  didNotAsk: 'आपने नहीं माँगा?',
  stopsIt: 'आपने नहीं माँगा? यह लिंक इसे रोकता है:',
  acts: {
    'step-up': {
      subject: (code, application) => `${code} से ${application} में पुष्टि होगी कि यह आप हैं`,
      heading: 'आपका पुष्टि कोड',
      textHeading: (application) => `${application} के लिए आपका पुष्टि कोड:`,
      what: 'आप अपने खाते में कुछ बदलने जा रहे हैं। इससे पुष्टि होती है कि यह आप हैं।',
      button: 'पुष्टि करें कि यह मैं हूँ',
    },
    'change-address': {
      subject: (code, application) => `${code} से ${application} के लिए इस पते की पुष्टि होगी`,
      heading: 'इस पते की पुष्टि करें',
      textHeading: (application) => `${application} के लिए इस पते की पुष्टि का कोड:`,
      what: (account, application) =>
        `${application} का खाता ${account} इस पते का इस्तेमाल करना चाहता है। अगर वह खाता आपका नहीं है, तो इस ईमेल को रहने दें: इसके बिना कुछ नहीं होगा।`,
      button: 'इस पते की पुष्टि करें',
    },
    delete: {
      subject: (code, application) => `${code} से आपका ${application} खाता मिट जाएगा`,
      heading: 'खाता मिटाने का कोड',
      textHeading: (application) => `आपका ${application} खाता मिटाने का कोड:`,
      what: 'कुछ भी मिटने से पहले हम एक बार फिर पूछेंगे। फिर सब कुछ तुरंत मिट जाएगा, और वापस नहीं हो सकेगा।',
      button: 'अपना खाता मिटाएँ',
    },
  },
  addressTaken: {
    subject: (application) => `आपका ${application} पता आपका ही है`,
    heading: 'आपका पता आपका ही है',
    what: 'किसी दूसरे खाते में साइन इन किसी ने यह पता उसमें जोड़ना चाहा। यह आपके खाते का है, इसलिए कुछ नहीं बदला।',
  },
  addressChanged: {
    changed: {
      subject: (application) => `आपका ${application} पता बदल गया`,
      heading: 'आपका पता बदल गया',
      what: (day) => `अब से आप नए पते से साइन इन करेंगे। यह पता ${day} तक आपके लिए सुरक्षित रहेगा।`,
    },
    added: {
      subject: (application) => `आपके ${application} खाते में एक पता जुड़ा`,
      heading: 'एक पता जुड़ा',
      what: (_day) => 'अब से उससे भी आपके खाते में साइन इन होगा, जैसे इससे होता है।',
    },
    removed: {
      subject: (application) => `आपके ${application} खाते से एक पता हटाया गया`,
      heading: 'यह पता हटाया गया',
      what: (day) => `इससे अब साइन इन नहीं होगा। ${day} तक यह आपके लिए सुरक्षित रहेगा।`,
    },
    primary: {
      subject: (application) => `आपका मुख्य ${application} पता अब दूसरा है`,
      heading: 'आपका मुख्य पता अब दूसरा है',
      what: (_day) => 'अब से सूचनाएँ उस पर जाएँगी। इससे आप अब भी साइन इन कर सकते हैं।',
    },
    gone: {
      subject: (application) => `आपके ${application} खाते से एक पता हटाया गया`,
      heading: 'एक पता हटाया गया',
      what: 'उससे अब आपके खाते में साइन इन नहीं होगा। इस पते से अब भी होगा।',
    },
    restored: {
      subject: (application) => `आपके ${application} पते फिर पहले जैसे हैं`,
      heading: 'पतों का एक बदलाव वापस लिया गया',
      what: 'आपके खाते के पते वैसे ही हैं जैसे उससे पहले थे, और सभी ब्राउज़र साइन आउट कर दिए गए।',
    },
    before: 'पहले',
    now: 'अब',
    labelAdded: 'जोड़ा गया',
    labelRemoved: 'हटाया गया',
    undo: 'बदलाव वापस लें',
    undoLink: 'वह आप नहीं थे? यह लिंक बदलाव वापस लेता है:',
    undoNote: 'वापस लेने पर आपके पते पहले जैसे हो जाएँगे और सभी ब्राउज़र साइन आउट हो जाएँगे। फिर आप दोबारा साइन इन करेंगे।',
  },
  deleted: {
    subject: (application) => `आपका ${application} खाता मिटा दिया गया`,
    heading: 'आपका खाता मिटा दिया गया',
    what: 'आपके बारे में वहाँ अब कुछ नहीं रखा है। जो इस पते से फिर साइन इन करेगा, वह नया खाता शुरू करेगा।',
  },
}
