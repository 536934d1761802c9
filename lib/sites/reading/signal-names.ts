/**
 * Names and values of signals: how a thing stands, said in a word. A name must be the same in every language of the interface
 * and on every page of an app, or a difference would be told where there is none: words of the code come first, the
 * words people read are the last resort.
 */
import { codeWords, folded, oneLine } from './text-of.ts';

const LONGEST_VALUE = 40;
const LONGEST_LABEL = 30;

/** Words of class names, ids and attributes, and the signal they name. */
const BY_CODE = tableOf({
  status: 'status state stage phase workflow lozenge',
  resolution: 'resolution',
  priority: 'priority prio urgency importance',
  severity: 'severity',
  type: 'type tracker',
  category: 'category',
  milestone: 'milestone',
  sprint: 'sprint iteration',
  version: 'version',
  component: 'component',
  assignee: 'assignee assignees owner assigned assignedto responsible',
  due: 'due deadline',
  progress: 'progress percent',
  tags: 'tags labels keywords',
  votes_count: 'votes upvotes score points votecount',
  likes_count: 'likes reactions kudos hearts claps favorites favourites',
  stars_count: 'stars stargazers',
  comments_count: 'comments replies answers responses',
  rating: 'rating',
  grade: 'grade mark',
  review: 'verdict decision approval',
  payment: 'payment',
  delivery: 'delivery shipping shipment fulfillment fulfilment',
  availability: 'availability stock',
  visibility: 'visibility privacy',
  checks: 'checks pipeline',
});
/** What people read, folded, in the languages of most interfaces. */
const BY_LABEL = tableOf({
  status: 'status|state|zustand|statut|etat|estado|stato|stav|stan|tila|situation|situacao',
  resolution: 'resolution|losung|resolucion|resolucao|risoluzione|oplossing|close reason',
  priority: 'priority|prioritat|priorite|prioridad|prioridade|priorita|prioriteit|priorytet|urgency|dringlichkeit',
  severity: 'severity|schweregrad|gravite|severidad|gravita',
  type: 'type|typ|tipo|tracker|issue type|art',
  category: 'category|kategorie|categorie|categoria|kategoria',
  milestone: 'milestone|meilenstein|jalon|hito',
  sprint: 'sprint|iteration',
  version: 'version|fix version|target version|zielversion|fix version/s|version cible|affects version',
  component: 'component|components|komponente|composant|componente',
  assignee:
    'assignee|assigned to|assigned|owner|owned by|zugewiesen an|zugewiesen|zustandig|verantwortlicher|verantwortlich|bearbeiter|besitzer|assigne a|attribue a|responsable|asignado a|asignado|assegnato a|atribuido a|responsavel|toegewezen aan',
  due: 'due|due date|deadline|fallig|fallig am|falligkeit|abgabedatum|frist|echeance|date limite|vence|fecha limite|vencimiento|scadenza',
  progress: 'progress|% done|fortschritt|avancement|progreso|progresso|voortgang',
  tags: 'tags|labels|label|keywords|tag|schlusselworter|stichworter|schlagworter|etiketten|etiquettes|etiquetas|etichette|mots-cles|palabras clave',
  votes_count: 'votes|score|stimmen|votos|punkte',
  likes_count: 'likes|gefallt mir',
  comments_count: 'comments|replies|answers|kommentare|antworten|commentaires|reponses|comentarios|respuestas',
  payment: 'payment|payment status|zahlung|zahlungsstatus|paiement|pago|pagamento',
  delivery:
    'delivery|shipping|shipment|delivery status|versand|lieferung|lieferstatus|livraison|expedition|envio|entrega|spedizione',
  grade: 'grade|bewertung|calificacion',
  review: 'review|decision|verdict|approval|entscheidung|genehmigung',
  visibility: 'visibility|sichtbarkeit|visibilite|visibilidad',
});
/** Beside these, a signal's word in a class name says that something else is meant: a status bar, a filter by status. */
const NOT_A_SIGNAL = new Set(
  'bar message msg messages update updates filter filters menu btn button form input dropdown list nav tabs history changes chart legend toggle picker editor add search sort online connection network http loading chooser options settings help error skip lookup collapse expand reporter author content hidden sr visually'.split(
    ' ',
  ),
);
/** People and times that are no state: they never change, or always. */
const NOT_A_STATE =
  /(?:^|[\s_-])(?:reporter|reported|request(?:o|e)rs?|contact|customer|kontakt|kunde|client|watchers?|nosy|from|author|creator|created|opened|submitter|submitted|updated|modified|changed|edited|date|time|last|viewed|views|visits|seen|ago|cc|id|number|nummer|url|link|permalink|email|e-?mail|phone|telefon|address|adresse|password|token|erstellt|gemeldet|geandert|aktualisiert|autor|auteur|cree|creado|modifie|ip|session|hash|sha|size|grosse|description|beschreibung|summary)(?:$|[\s_:-])/i;

/** Words that say how things stand, in the code of pages and in what people read, folded. */
const STATUS_WORDS = new Set(
  'open|opened|closed|close|new|accepted|assigned|unassigned|reopened|resolved|unresolved|fixed|wontfix|invalid|duplicate|worksforme|done|todo|to do|to-do|in progress|in-progress|inprogress|in_progress|doing|in review|in-review|under review|pending|waiting|on hold|on-hold|onhold|blocked|draft|published|unpublished|merged|declined|rejected|approved|cancelled|canceled|completed|complete|incomplete|active|inactive|archived|deleted|locked|paid|unpaid|partially paid|overdue|refunded|shipped|delivered|undelivered|processing|dispatched|returned|failed|passed|success|succeeded|running|queued|scheduled|expired|solved|unsolved|answered|unanswered|confirmed|unconfirmed|verified|triaged|backlog|ready|started|not started|finished|stale|won|lost|submitted|withdrawn|graded|reverted|planned|enabled|disabled|feedback|needinfo|needs info|changes requested|changes-requested|awaiting reply|out for delivery|in transit|received|fulfilled|unfulfilled|offen|geoffnet|geschlossen|neu|erledigt|gelost|behoben|in bearbeitung|in arbeit|in prufung|abgelehnt|angenommen|akzeptiert|genehmigt|wartend|wartet|versendet|versandt|verschickt|geliefert|zugestellt|storniert|abgebrochen|bezahlt|unbezahlt|abgeschlossen|zugewiesen|wiedereroffnet|wieder geoffnet|entwurf|veroffentlicht|gesperrt|archiviert|beantwortet|fertig|ausstehend|bestatigt|ouvert|ouverte|ferme|fermee|nouveau|nouvelle|resolu|resolue|en cours|en attente|rejete|rejetee|refuse|refusee|approuve|approuvee|accepte|acceptee|expedie|expediee|livre|livree|annule|annulee|paye|payee|termine|terminee|brouillon|publie|abierto|abierta|cerrado|cerrada|nuevo|nueva|resuelto|resuelta|en curso|en progreso|pendiente|rechazado|rechazada|aprobado|aprobada|enviado|enviada|entregado|entregada|cancelado|cancelada|pagado|pagada|completado|borrador|publicado|aberto|aberta|fechado|fechada|novo|resolvido|aceite|aprovado|rejeitado|enviado|entregue|pago|concluido|aperto|aperta|chiuso|chiusa|nuovo|risolto|risolta|in corso|in attesa|rifiutato|approvato|spedito|consegnato|annullato|pagato|completato|geopend|gesloten|nieuw|opgelost|in behandeling|afgewezen|goedgekeurd|verzonden|betaald|geannuleerd|voltooid'.split(
    '|',
  ),
);
const PRIORITY_WORDS = new Set(
  'trivial lowest low minor normal medium moderate major high highest urgent critical blocker immediate'.split(' '),
);
const EMPTY =
  /^(?:|[-–—?.]+|[-–—]+ ?[\p{L} ]{2,20} ?[-–—]+|none|n\/a|null|unset|no(?:t set)?|nobody|keine?[rs]?|aucune?|ninguno|ninguna|nessuno|geen)$/iu;
const NOBODY = /^(?:nobody|no one|unassigned|not assigned|nicht zugewiesen|niemand|non assign|sin asignar)/i;
const COUNTERS = /_count$/;

export interface SignalInCode {
  readonly name: string;
  /** What a class name says besides: `status-closed` says `closed`. */
  readonly value?: string;
}

/** The signal that a name of the code (a class, an id, an attribute's name) names; null if it names none. */
export function signalInCode(name: string): SignalInCode | null {
  const words = codeWords(name);
  if (words.length === 0 || words.length > 8 || words.some((word) => NOT_A_SIGNAL.has(word))) return null;
  const at = words.findIndex((word) => BY_CODE.has(word));
  if (at < 0) {
    // `upvoteCount`, `vote-count`
    const counted = words.indexOf('count');
    const singular = counted > 0 ? BY_CODE.get(`${words[counted - 1]}s`) : undefined;
    return singular && COUNTERS.test(singular) ? { name: singular } : null;
  }
  const signal = BY_CODE.get(words[at]!)!;
  const rest = words
    .slice(at + 1)
    .filter((word) => !/^(?:is|color|colour|bg|text|badge|label|icon|value|name|field|col|cell|\d+)$/.test(word));
  const value = rest.join(' ');
  if (signal === 'status' && STATUS_WORDS.has(value)) return { name: signal, value };
  if (signal === 'priority' && PRIORITY_WORDS.has(value)) return { name: signal, value };
  return { name: signal };
}

/** The signal behind the words people read; a name made of these words, if they are of no known kind; null if it can be none. */
export function signalOfLabel(label: string): string | null {
  const words = folded(oneLine(label))
    .replace(/\s*[:：]\s*$/, '')
    .trim();
  if (words === '' || words.length > LONGEST_LABEL) return null;
  const known = BY_LABEL.get(words);
  if (known !== undefined) return known;
  if (NOT_A_STATE.test(words) || !/^[\p{L}][\p{L} /_-]*$/u.test(words) || words.split(' ').length > 3) return null;
  const name = words.replace(/[ /-]+/g, '_');
  return /^[\p{L}_]+$/u.test(name) ? name : null;
}

/** Whether the name is one of those we know, not one made of the page's own words. */
export function isKnownSignal(name: string): boolean {
  return KNOWN.has(name);
}

/** Whether the words say how a thing stands. */
export function isStatusWord(text: string): boolean {
  return STATUS_WORDS.has(folded(text));
}

/**
 * The value of a signal, comparable from page to page; null if this is none: prose, a time, a number without a meaning. `none`
 * is the value of a known signal whose place is there and empty.
 */
export function signalValue(name: string, text: string): string | number | null {
  const words = oneLine(text)
    // `3. Normal`
    .replace(/^\d{1,2}[.:)] (?=\p{L})/u, '')
    .replace(/^[([]\s*(.*?)\s*[)\]]$/, '$1')
    .replace(/[,;:]$/, '');
  const known = KNOWN.has(name);
  if (COUNTERS.test(name) || name === 'progress' || name === 'rating') return numberIn(words, name);
  if (EMPTY.test(words)) return known ? 'none' : null;
  if (words.length > (name === 'tags' ? 2 * LONGEST_VALUE : LONGEST_VALUE) || /https?:|@\S+\.|[.!?]\s/.test(words))
    return null;
  if (name !== 'tags' && (words.split(' ').length > 5 || /\p{L}[.!?]$/u.test(words))) return null;
  if (name === 'assignee') return NOBODY.test(words) ? 'none' : personOf(words);
  if (name === 'tags') return [...new Set(folded(words).split(/\s*[,;]\s*/))].sort().join(', ');
  if (!known && (/\d/.test(words) || words.split(' ').length > 4)) return null;
  if (name === 'status' && (/\d{3}|^\P{L}*$/u.test(words) || words.split(' ').length > 4)) return null;
  return words.toLowerCase();
}

/** A person's name as an account, so that it is stored as a keyed hash. An address stays one: it is hashed as such. */
export function personOf(text: string): string | null {
  const words = accountIn(oneLine(text)).replace(/^@/, '');
  if (words === '' || words.length > 60) return null;
  if (/^[\w.+-]+@[\w-]+\.[\w.-]+$/.test(words)) return words.toLowerCase();
  const name = words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_.-]+/gu, '_')
    .replace(/^[_.-]+|[_.-]+$/g, '');
  return name === '' ? null : `@${name}`;
}

/** Of a name with another in brackets the account: of `ben (Ben Smith)` and of `Ben Smith (ben)` it is `ben`. */
function accountIn(text: string): string {
  const [, before, within] = /^(\S.{0,50}?)\s*[([](.{1,50}?)[)\]]$/.exec(text) ?? [];
  if (before === undefined || within === undefined) return text;
  const isRelated = folded(before)
    .split(' ')
    .some((part) => part.length > 2 && (folded(within).includes(part) || part.includes(folded(within))));
  return before.includes(' ') && isRelated && !within.includes(' ') ? within : before;
}

function numberIn(words: string, name: string): number | null {
  const found =
    /^[+]?\s*(-?\d{1,3}(?:[.,' ]?\d{3})*(?:[.,]\d+)?)\s*([kKmM%]?)(?:\s*\/\s*\d+)?(?:\s+[\p{L} ]{1,24})?$/u.exec(words);
  if (!found) return null;
  const isScale = name === 'rating' || name === 'progress' || /[kKmM]/.test(found[2]!);
  const digits = isScale ? found[1]!.replace(',', '.') : found[1]!.replace(/[.,' ]/g, '');
  const number = Number(digits.replace(/['\s]/g, ''));
  const times = /k/i.test(found[2]!) ? 1_000 : /m/i.test(found[2]!) ? 1_000_000 : 1;
  return Number.isFinite(number) ? Math.round(number * times * 100) / 100 : null;
}

function tableOf(names: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(names).flatMap(([name, list]) =>
      list.split(list.includes('|') ? '|' : ' ').map((word) => [word, name] as const),
    ),
  );
}

const KNOWN = new Set([...BY_CODE.values(), ...BY_LABEL.values()]);
