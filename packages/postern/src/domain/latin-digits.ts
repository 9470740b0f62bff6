/** Digits as other scripts' keyboards write them, as those that codes are made of. All else stays as it is. */
export const latinDigits = (text: string): string => text.replace(other, (digit) => String(others.indexOf(digit) % 10))

// Arabic; Persian and Urdu; Devanagari; full-width.
const others = '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९０１２３４５６７８９'
const other = new RegExp(`[${others}]`, 'g')
