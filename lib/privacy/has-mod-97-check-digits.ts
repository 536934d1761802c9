/** Whether a text is an international bank account number: 15 to 34 characters that leave 1 when divided by 97 (ISO 13616). */
export function hasMod97CheckDigits(text: string): boolean {
  const account = text.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
  if (account.length < 15 || account.length > 34 || !/^[A-Z]{2}\d{2}/.test(account)) return false;
  let rest = 0;
  for (const character of account.slice(4) + account.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
