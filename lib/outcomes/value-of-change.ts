import type { Context } from '../records/record.ts';

/**
 * What a changed state is worth for the one whose work it is, by its structure: state words of many trackers, shops, repositories and
 * forms in several languages, code words, the direction of a transition, counters. Anything else is left at 0: a model may read
 * the words, the user can say.
 *
 * The words are those of the states that GitHub, GitLab, Jira, Trac, Bugzilla, Redmine, OpenProject, WordPress, MediaWiki, Gerrit, shop and
 * shipping systems show; a state that is good in one of them and bad in another is in neither list.
 */
const GOOD = wordsOf(`
  merged approved accepted resolved fixed done closed published passed delivered paid completed complete finished success successful
  succeeded verified confirmed solved answered shipped granted signed hired won achieved deployed released implemented healthy
  mergeable unblocked restored reviewed funded refunded booked available fulfilled lgtm ok ready featured starred recommended certified
  behoben erledigt gelöst genehmigt angenommen akzeptiert veröffentlicht abgeschlossen geschlossen fertig erfolgreich bezahlt geliefert
  zugestellt bestätigt bestanden bewilligt freigegeben beantwortet versendet
  résolu résolue approuvé approuvée accepté acceptée terminé terminée fermé fermée publié publiée réussi réussie payé payée livré livrée
  validé validée confirmé confirmée corrigé corrigée fusionné
  resuelto resuelta aprobado aprobada aceptado aceptada cerrado cerrada publicado publicada completado completada pagado pagada entregado
  entregada hecho confirmado confirmada corregido terminado
  risolto risolta approvato approvata accettato accettata chiuso chiusa pubblicato pubblicata completato completata pagato consegnato
  resolvido resolvida aprovado aprovada aceito aceita fechado fechada publicado concluído concluída pago entregue
  opgelost goedgekeurd geaccepteerd gesloten gepubliceerd voltooid betaald bezorgd
  lös löst godkänd åtgärdad stängd rozwiązany rozwiązane zatwierdzony zamknięty решено решён закрыт закрыта одобрено принято выполнено
  已解决 已关闭 已合并 已批准 已完成 已发布 已付款 解決済み 完了 承認済み マージ済み 해결됨 완료 승인됨
`);
const BAD = wordsOf(`
  rejected declined reverted reopened failed failing failure blocked deleted wontfix invalid overdue spam duplicate worksforme cantfix
  notabug incomplete abandoned cancelled canceled expired denied refused error errored broken suspended banned withdrawn obsolete
  dismissed delayed bounced undeliverable unpaid conflict conflicting conflicts critical regressed
  flagged removed vandalism changes_requested needswork needsinfo moreinfo rolledback unapproved unpublished outage
  abgelehnt zurückgewiesen fehlgeschlagen wiedereröffnet storniert gelöscht ungültig überfällig blockiert gesperrt verworfen zurückgesetzt
  duplikat verspätet unzustellbar
  refusé refusée rejeté rejetée échoué échouée échec annulé annulée supprimé supprimée rouvert rouverte bloqué bloquée invalide doublon
  rechazado rechazada fallido fallida cancelado cancelada reabierto reabierta eliminado eliminada bloqueado inválido vencido denegado
  rifiutato rifiutata respinto fallito annullato annullata riaperto riaperta eliminato bloccato scaduto
  rejeitado rejeitada recusado falhou cancelado reaberto excluído bloqueado inválido
  afgewezen geweigerd mislukt geannuleerd heropend verwijderd geblokkeerd
  avvisad misslyckad odrzucony odrzucone ponownie anulowany отклонено отклонён ошибка отменено удалено
  已拒绝 已驳回 失败 已重新打开 已取消 已删除 却下 失敗 再オープン キャンセル済み 거절됨 실패
`);
/** States in words of their own that single words would get wrong. */
const GOOD_PHRASES =
  /\b(?:no (?:conflicts?|errors?|issues?|problems?)|not blocked|all checks (?:have )?passed|in production|ready to (?:merge|ship|land))\b/i;
const BAD_PHRASES =
  /\b(?:not (?:accepted|successful|passed|completed|confirmed|approved|resolved|fixed|paid|delivered|merged|verified|ready|available|done|planned|reproducible|found)|won['’]?t (?:fix|do|implement)|can['’]?t (?:fix|reproduce|merge)|cannot (?:reproduce|merge|be merged)|changes requested|needs (?:work|rework|changes|info|more info|revision)|works for me|not a bug|on hold|rolled back|out of stock|past due|merge conflicts?|by design|re-?opened|sent back|returned to sender|nicht (?:genehmigt|angenommen|behoben|bezahlt)|non (?:résolu|payé|approuvé)|no (?:resuelto|aprobado|pagado))\b/i;
/** Counters of what others think well of, and of what they think ill of. */
const PRAISE =
  /^(?:votes?|upvotes?|likes?|stars?|score|points?|karma|hearts?|reactions?|thumbs[-_ ]?up|favou?rites?|claps?|reposts?|shares?|followers?|subscribers?|watchers|forks?|thanks|kudos|endorsements?|recommendations?|citations?|approvals?)$/i;
const BLAME =
  /^(?:downvotes?|dislikes?|flags?|reports?|complaints?|errors?|warnings?|failures?|failed|failing|conflicts?|rejections?|thumbs[-_ ]?down)$/i;
/** Work that is to be done still, or again. */
const OPEN = wordsOf(`
  open opened new todo pending draft unresolved unassigned reopened started progress waiting queued backlog active unconfirmed unpaid
  offen neu ausstehend entwurf ouvert ouverte nouveau brouillon abierto abierta nuevo pendiente borrador aperto nuovo aberto novo
  открыт новый 打开 未解决 新建 開く 未対応 열림
`);
/** Says that it is over, not how it went. */
const OVER = wordsOf(
  'closed done finished completed geschlossen abgeschlossen fermé fermée cerrado cerrada chiuso chiusa fechado gesloten 已关闭',
);
/** What the state is of says how far it is a verdict: a milestone that is called "done" is none. */
const NO_VERDICT =
  /^(?:milestone|component|version|keywords?|labels?|tags?|assignee|owner|reporter|author|cc|branch|project|type|category|language|size|due|title|summary|name)$/i;

export interface ValueOfChange {
  readonly value: number;
  readonly confidence: number;
  /** Whether the structure says so; else nobody has said what it is worth. */
  readonly sure: boolean;
}

const NOT_SAID: ValueOfChange = { value: 0, confidence: 0.3, sure: false };

/** Whether a signal is a number, as it is or as text with separators. */
export function isCount(value: string | number): boolean {
  return typeof value === 'number' || /^[+-]?\d{1,3}(?:[,.  ]\d{3})*$|^[+-]?\d+(?:\.\d+)?k?$/i.test(value.trim());
}

/**
 * What a change is worth, in [-1, 1], with how sure that is; value 0 with confidence .3 where nothing says it.
 * @param name of the signal.
 * @param beside other signals as they are now: closed as invalid is not closed as fixed.
 */
export function valueOfChange(
  name: string,
  before: string | number,
  now: string | number,
  beside: Context = {},
): ValueOfChange {
  if (isCount(before) && isCount(now)) {
    const up = numberOf(now) > numberOf(before);
    if (PRAISE.test(name)) return { value: up ? 0.2 : -0.2, confidence: 0.7, sure: true };
    if (BLAME.test(name)) return { value: up ? -0.3 : 0.2, confidence: 0.7, sure: true };
    return NOT_SAID;
  }
  if (NO_VERDICT.test(name)) return NOT_SAID;
  const [was, is] = [signOf(String(before)), signOf(String(now))];
  if (is > 0 && has(now, OVER)) {
    const others = Object.entries(beside).filter(([other]) => other !== name && !NO_VERDICT.test(other));
    if (others.some(([, value]) => signOf(String(value)) < 0)) return { value: -1, confidence: 0.7, sure: true };
  }
  if (is !== 0 && is !== was) return { value: is, confidence: 0.8, sure: true };
  // From closed back to open the work was not good enough; from failed back to open it has another chance.
  if (is === 0 && was !== 0 && has(now, OPEN)) {
    return was > 0 ? { value: -1, confidence: 0.7, sure: true } : { value: 0.3, confidence: 0.5, sure: true };
  }
  return NOT_SAID;
}

function has(state: string | number, list: ReadonlySet<string>): boolean {
  return statesIn(String(state)).some((word) => list.has(word));
}

/** Whether a state is plainly good (1) or bad (-1) for the one whose work it is; 0: neither, or both. */
export function signOf(state: string): -1 | 0 | 1 {
  if (BAD_PHRASES.test(state)) return -1;
  if (GOOD_PHRASES.test(state)) return 1;
  const words = statesIn(state);
  if (words.some((word) => BAD.has(word))) return -1;
  return words.some((word) => GOOD.has(word)) ? 1 : 0;
}

function numberOf(value: string | number): number {
  if (typeof value === 'number') return value;
  const thousand = /k$/i.test(value.trim()) ? 1_000 : 1;
  const digits = value.trim().replace(/k$/i, '');
  const plain = /^[+-]?\d+\.\d+$/.test(digits) && !/\.\d{3}$/.test(digits) ? digits : digits.replace(/[,.  ]/g, '');
  return Number(plain) * thousand;
}

function wordsOf(list: string): ReadonlySet<string> {
  return new Set(plain(list).trim().split(/\s+/));
}

function statesIn(state: string): string[] {
  return plain(state).match(/[\p{L}_]+/gu) ?? [];
}

/** Lower case and without accents: sites, and those who read them, write states either way. */
function plain(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}
