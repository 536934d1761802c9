/**
 * Each kind of secret, and what is left of a text without it. Where to look for which is told by redact.ts; looked for everywhere, they find
 * the same. Pure.
 */
import { hasLuhnCheckDigit } from './has-luhn-check-digit.ts';
import { hasMod97CheckDigits } from './has-mod-97-check-digits.ts';
import { looksLikeAKey } from './looks-like-a-key.ts';

/** Keys whose issuers gave them a shape. Sources: the secret-scanning pages of their issuers, as of November 2026. */
const SHAPED_KEYS = [
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----|$)/g,
  /\beyJ[\w-]{4,800}\.[\w-]{4,}(?:\.[\w-]*)*/g,
  /\b(?:sk|pk|rk)[-_](?:live|test|proj|ant|or|svcacct|admin)?[-_]?[A-Za-z0-9][\w-]{15,}/g,
  /\bgh[pousr]_[A-Za-z0-9]{16,}/g,
  /\bgithub_pat_\w{16,}/g,
  /\bglpat-[\w-]{16,}/g,
  /\bxox[abeoprs]-[\w-]{10,}/g,
  /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/g,
  /\bAIza[\w-]{30,}/g,
  /\bya29\.[\w-]{10,}/g,
  /\b(?:npm|hf|dop_v1|shpat|lin_api|pypi)[_-][A-Za-z0-9_-]{24,}/g,
  /\bSG\.[\w-]{16,}\.[\w-]{16,}/g,
] as const;

const SECRET_NAMES =
  '[\\w-]{0,40}token|api_?key|apikey|access_?key|secret_?key|private_?key|key|client_?secret|secret|passwd|password|passphrase|pwd|pass|sig|signature|auth|authorization|session|\\w{0,9}sess(?:ion)?_?id|sid|sso|saml\\w{0,12}|confirmation|invitation|jwt|otp|ticket|code|nonce|state|hash|x-amz-[a-z-]+|x-goog-[a-z-]+';
const QUERY_SECRET = new RegExp(`([?&#;](?:${SECRET_NAMES})=)(?!\\[)[^&\\s#"'<>]+`, 'gi');
/** Addresses that let in whoever has them: what follows such a word is the key. */
const PATH_SECRET =
  /(\/[a-z_-]{0,24}(?:invit|reset|passw|verif|confirm|activat|magic|unsubscri|token|sso|join)[a-z_-]{0,24}\/)(?=[\w.~-]*(?:\d|[a-z][A-Z]))[\w.~-]{10,}/g;
const URL_CREDENTIALS = /(\b[a-z][a-z0-9+.-]{1,20}:\/\/)(?!\[)[^\s/@:]{1,200}:[^\s/@]{1,200}@/gi;
const AUTHORIZATION = /\b((?:Bearer|Basic|Token)\s+)(?=[\w+/.~-]{0,200}\d)[\w+/.~-]{12,}=*/g;
const ASSIGNED_SECRET =
  /(\b(?:api[ _-]?key|access[ _-]?key|secret[ _-]?key|client[ _-]?secret|secret|auth[ _-]?token|access[ _-]?token|token)["']?\s{0,3}[:=]\s{0,3}["']?)(?!\[)(?=[^\s"']{0,200}\d)[^\s"',;]{8,}/gi;
/** Words for a password, in the languages with most readers of the web. */
export const PASSWORD_WORDS =
  'password|passwort|passphrase|passcode|kennwort|mot de passe|contrase(?:ñ|n)a|senha|palavra-passe|wachtwoord|has(?:ł|l)o|пароль|парола|лозинка|l(?:ö|o)senord|adgangskode|passord|salasana|(?:ş|s)ifre|parola|heslo|jelsz(?:ó|o)|κωδικός πρόσβασης|geslo|lozinka|mật khẩu|kata sandi|סיסמה|كلمة (?:المرور|السر)|पासवर्ड|รหัสผ่าน|密码|密碼|口令|パスワード|暗証番号|비밀번호';
const SPOKEN_PASSWORD = new RegExp(
  `((?:${PASSWORD_WORDS})(?:(?:\\s\\p{L}{2,12}){0,3}\\s{0,3}[:=：]\\s{0,3}|\\s+(?:is|ist|est|es|to|lautet|è|é|är|er|on|to jest|–|-)\\s+|\\s?[是は为為은는]\\s?)["'“„«「]?)(?!\\[)(?=\\S*[\\d!@#$%^&*_+=?~-])[^\\s"'”“»」]{4,}`,
  'giu',
);

/** Digits in groups, as cards and account numbers are written; long enough to hold a card. */
const DIGIT_RUN = /(?<![\p{L}\p{N}])\d(?:[ \u00a0\u202f.\-–+]?\d){12,29}(?![\p{L}\p{N}])/gu;
const IBAN = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?:[ \u00a0\u202f.-]?[A-Z0-9]){11,30}(?![\p{L}\p{N}])/giu;
const CARD_CHECK = /(\b(?:cvv2?|cvc2?|csc|cid|security code)\b[^\d\n]{0,12})\d{3,4}(?!\d)/gi;

/** Words that say a number is a code to be typed once. */
export const CODE_WORDS =
  '(?:one[- ]?time|verification|security|access|login|log-in|sign-in|confirmation|authentication|auth|backup|recovery|2fa|mfa|otp|totp|sms|einmal|bestätigungs|sicherheits|zugangs|de vérification|de seguridad|de verificación|di verifica)[- ]?(?:code|pin|password|passwort|tan|token|kode|codes)?|otp|totp|passcode|pin|tan|m-?tan|code|código|codice|kode|codigo|(?:одноразовый |проверочный )?код(?: подтверждения| доступа| безопасности)?|kod(?: weryfikacyjny)?|koodi|kód|κωδικός|קוד|رمز(?: التحقق)?|mã(?: xác (?:minh|nhận))?';
/** Codes that are no secret. */
const HARMLESS_CODE =
  /(?:error|status|zip|postal|post|area|country|exit|source|bar|qr|promo|product|response|http|dress|language|colou?r|currency|airport|item|model|order|line|unicode|legacy|byte|sort|class)[- ]?$/i;
const CODE_AFTER = new RegExp(
  `(?<![\\p{L}\\p{N}])(${CODE_WORDS})(?![\\p{L}\\p{N}])((?:[^\\d\\n]{0,40}?[^\\p{L}\\p{N}\\n])??(?:[A-Z]{1,3}-)?)(\\d(?:[ -]?\\d){3,7}|(?=[A-Z0-9]{0,9}\\d)(?=[A-Z0-9]{0,9}[A-Z])[A-Z0-9]{6,10})(?![\\p{L}\\p{N}])`,
  'giu',
);
const CODE_BEFORE = new RegExp(
  `(?<![\\p{L}\\p{N}.:/-])((?:[A-Z]{1,3}-)?\\d(?:[ -]?\\d){3,7})(?=(?: is| ist| est| es|:| –| -)[^\\d\\n]{0,30}(?<![\\p{L}\\p{N}])(?:${CODE_WORDS})(?![\\p{L}\\p{N}]))`,
  'giu',
);
/** Where nothing is set between words, a word is found inside others, too. */
const CODE_WITHOUT_SPACES =
  /((?:验证码|驗證碼|校验码|动态码|動態碼|动态密码|認証コード|確認コード|認証番号|暗証番号|ワンタイムパスワード|인증 ?번호|인증 ?코드|รหัส(?: ?OTP)?)[^\d\n]{0,20})\d(?:[ -]?\d){3,7}(?!\d)/gu;
const YEAR = /^(?:19|20)\d\d$/;
const PLAIN_CODE_WORD = /^(?:code|código|codice|kode|codigo|pin|tan|код|kod|koodi|kód|κωδικός|קוד|رمز|mã)$/i;

/** What is taken out, and what stands there then. */
type TakeOut = (text: string) => string;

export const keysOfAShape: TakeOut = (text) => SHAPED_KEYS.reduce((now, shape) => now.replace(shape, '[key]'), text);
export const addressCredentials: TakeOut = (text) => text.replace(URL_CREDENTIALS, '$1[secret]@');
export const querySecrets: TakeOut = (text) => text.replace(QUERY_SECRET, '$1[secret]');
export const pathSecrets: TakeOut = (text) => text.replace(PATH_SECRET, '$1[secret]');
export const authorizations: TakeOut = (text) => text.replace(AUTHORIZATION, '$1[key]');
export const assignedSecrets: TakeOut = (text) => text.replace(ASSIGNED_SECRET, '$1[secret]');
export const ibans: TakeOut = (text) =>
  text.replace(IBAN, (found) => (hasMod97CheckDigits(found) ? '[iban]' : ibanInFront(found)));
export const cards: TakeOut = (text) => text.replace(DIGIT_RUN, cardsInRun);
export const spokenPasswords: TakeOut = (text) => text.replace(SPOKEN_PASSWORD, '$1[secret]');
export const cardChecks: TakeOut = (text) => text.replace(CARD_CHECK, '$1[code]');
export const codesWithoutSpaces: TakeOut = (text) => text.replace(CODE_WITHOUT_SPACES, '$1[code]');
export const codesBeforeWords: TakeOut = (text) =>
  text.replace(CODE_BEFORE, (code: string) => (YEAR.test(code) ? code : '[code]'));

export function codesAfterWords(text: string): string {
  return text.replace(CODE_AFTER, (all: string, word: string, between: string, code: string, at: number) => {
    if (HARMLESS_CODE.test(text.slice(Math.max(0, at - 12), at))) return all;
    if (PLAIN_CODE_WORD.test(word) && YEAR.test(code)) return all;
    return `${word}${between}[code]`;
  });
}

/** A run may hold a path or several keys: each part is judged, then the whole. */
export function keysInRun(run: string): string {
  if (!/[/=]/.test(run)) return looksLikeAKey(run) ? '[key]' : run;
  const parts = run.split('/').map((part) => (looksLikeAKey(part.replace(/=+$/, '')) ? '[key]' : part));
  const apart = parts.join('/');
  return apart === run && looksLikeAKey(run.replace(/[/=]/g, '')) ? '[key]' : apart;
}

/** An account number may be followed by other words the pattern also took: the longest beginning that checks goes. */
function ibanInFront(found: string): string {
  for (let end = found.length - 1; end >= 15; end--) {
    const beginning = found.slice(0, end);
    if (/[A-Z0-9]$/i.test(beginning) && hasMod97CheckDigits(beginning)) return `[iban]${found.slice(end)}`;
  }
  return found;
}

/** Card numbers inside a run of digits: wherever 13 to 19 of them begin like a card and check, at the ends of groups first. */
function cardsInRun(run: string): string {
  const places = [...run.matchAll(/\d/g)].map((match) => match.index);
  for (let start = 0; start + 13 <= places.length; start++) {
    const from = places[start]!;
    if (start > 0 && places[start - 1] === from - 1) continue;
    for (let length = Math.min(19, places.length - start); length >= 13; length--) {
      const to = places[start + length - 1]! + 1;
      if (/\d/.test(run.charAt(to))) continue;
      if (hasLuhnCheckDigit(run.slice(from, to))) return `${run.slice(0, from)}[card]${cardsInRun(run.slice(to))}`;
    }
  }
  return run;
}
