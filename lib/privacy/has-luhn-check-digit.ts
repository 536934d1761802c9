/** First digits that card networks use (ISO/IEC 7812: 3 to 6 and the 2221-2720 range of 2). */
const CARD_BEGINNING = /^(?:[3-6]|2[2-7])/;

/** Whether the digits of a text make a payment card number: 13 to 19 digits, a network's beginning, a right check digit (Luhn). */
export function hasLuhnCheckDigit(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (digits.length < 13 || digits.length > 19 || !CARD_BEGINNING.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    let digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    if (i % 2 === 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 === 0;
}
