/**
 * What a control does, as verb and object of an action type, by what is the same in every language of the interface: the
 * words programmers wrote into it. Only if there are none do the words on it count, by a table of a dozen languages. A
 * wrong verb is worse than none: whole words only, and none where the evidence is mixed.
 */
import { attributeOf, find } from './asked-of-elements.ts';
import { kindOfThing, singular } from './kind-of-thing.ts';

export interface Doing {
  readonly verb: string;
  readonly object: string;
}

/** Word of code or of an icon's name → verb. */
const CODE: Readonly<Record<string, string>> = table(
  `save:save,update,apply,store,floppy create:create,new,add,insert,plus send:send,paperplane submit:submitted edit:edit,pencil,modify
  delete:delete,remove,trash,destroy,del,trashcan,erase restore:restore,undelete,untrash undo:undo redo:redo copy:copy,duplicate,clipboard cut:cut
  paste:paste upload:upload,attach download:download,export search:search,find,magnifier filter:filter sort:sort reply:reply,respond quote:quote
  comment:comment approve:approve accept:accept reject:reject,decline,deny merge:merge close:close resolve:resolve reopen:reopen
  assign:assign unassign:unassign vote:vote,upvote,downvote,like,thumbsup,thumbsdown follow:follow,watch unfollow:unfollow,unwatch
  subscribe:subscribe unsubscribe:unsubscribe share:share print:print,printer login:login,signin logout:logout,signout cancel:cancel,discard,abort
  confirm:confirm archive:archive unarchive:unarchive star:star,favorite,favourite,bookmark unstar:unstar,unfavorite move:move rename:rename
  publish:publish unpublish:unpublish preview:preview compare:diff,compare revert:revert,rollback dismiss:dismiss expand:expand,collapse
  pin:pin unpin:unpin lock:lock unlock:unlock mute:mute unmute:unmute invite:invite report:report`,
);
/** Verbs that are as often a noun, a state or a style in code: they count only as the whole of what a class or id says. */
const LOOSE = new Set(
  'new add plus update apply insert find store comment quote vote like follow watch star share print sort filter search copy cut move close archive report pin lock mute merge assign submitted floppy attach export bookmark favorite respond diff compare expand collapse del send resolve accept'.split(
    ' ',
  ),
);
const AFFIX = new Set(
  'js btn button icon link action actions fa fas far fab mdi bi ti oi octicon codicon glyphicon dashicons svg ic wp mw oo ui cmd do is tool toolbar item menu menuitem control the this a an img lucide tabler feather material symbols outlined solid regular alt lg sm md o fill line icons data test testid qa cy id key trac el form submit input primary secondary can up circle square to'.split(
    ' ',
  ),
);
const THINGS = new Set(
  'issue ticket page comment file message mail email post topic task card board list project repository branch tag release user member group event attachment image photo video document folder note article question answer review pull-request merge-request account contact order product label milestone section revision version thread draft link row table column cell line word story bug epic sprint wiki reply record entry item query report document'.split(
    ' ',
  ),
);
/** Styles, not meanings. */
const UTILITY =
  /[:[\]/!]|^(?:select-(?:none|all|auto|text)|cursor-|no-print|d-print|print-|sort-(?:asc|desc|none)|position-|text-|bg-|border-|flex-|grid-|col-|row-|css-|sc-|jss\d|w-|h-|p[xytblr]?-|m[xytblr]?-|-)/i;

/** Words on controls, in twelve languages; in languages that put the verb last it stands last. */
const SPOKEN: Readonly<Record<string, string>> = table(
  `save:save,speichern,sichern,enregistrer,sauvegarder,guardar,grabar,salva,salvare,salvar,gravar,opslaan,bewaren,zapisz,spara,сохранить,записать,保存,保存する,储存,儲存
  send:send,senden,absenden,abschicken,envoyer,enviar,invia,verzenden,versturen,verstuur,wyślij,skicka,отправить,送信,发送,發送,送信する
  submit:submit,einreichen,soumettre,inviare,indienen,prześlij,提交
  create:create,add,anlegen,erstellen,hinzufügen,créer,ajouter,crear,añadir,agregar,crea,aggiungi,criar,adicionar,aanmaken,toevoegen,utwórz,dodaj,skapa,создать,добавить,作成,追加,创建,新建,添加
  edit:edit,bearbeiten,modifier,éditer,editar,modifica,bewerken,edytuj,redigera,редактировать,править,изменить,編集,编辑,編輯
  delete:delete,remove,löschen,entfernen,supprimer,effacer,eliminar,borrar,elimina,excluir,remover,apagar,verwijderen,usuń,radera,ta-bort,удалить,削除,削除する,删除,刪除
  restore:restore,wiederherstellen,restaurer,restaurar,ripristina,herstellen,przywróć,återställ,восстановить,復元,恢复
  undo:undo,rückgängig,annuler-la-modification,deshacer,annulla-modifica,desfazer,cofnij,ångra,元に戻す,撤销
  redo:redo,wiederholen,rétablir,rehacer,ripeti,refazer,opnieuw,ponów,повторить,やり直し,重做
  copy:copy,kopieren,copier,copiar,copia,kopiëren,kopiuj,kopiera,копировать,скопировать,コピー,复制,複製
  upload:upload,hochladen,téléverser,téléverser,subir,carica,enviar-arquivo,uploaden,ladda-upp,загрузить,アップロード,上传
  download:download,herunterladen,télécharger,descargar,scarica,baixar,downloaden,pobierz,ladda-ner,скачать,ダウンロード,下载
  search:search,suchen,suche,rechercher,buscar,cerca,pesquisar,zoeken,szukaj,sök,поиск,найти,検索,搜索
  reply:reply,antworten,répondre,responder,rispondi,beantwoorden,odpowiedz,svara,ответить,返信,回复,回覆
  comment:comment,kommentieren,commenter,comentar,commenta,reageren,skomentuj,kommentera,комментировать,コメント,コメントする,评论
  approve:approve,genehmigen,approuver,aprobar,approva,aprovar,goedkeuren,zatwierdź,godkänn,одобрить,утвердить,承認,批准
  accept:accept,annehmen,akzeptieren,accepter,aceptar,accetta,aceitar,accepteren,akceptuj,acceptera,принять,承諾,接受
  reject:reject,decline,ablehnen,refuser,rejeter,rechazar,rifiuta,rejeitar,recusar,afwijzen,odrzuć,avvisa,отклонить,却下,拒绝
  merge:merge,zusammenführen,fusionner,fusionar,samenvoegen,слить,マージ,合并
  reopen:reopen,rouvrir,reabrir,riapri,heropenen,再オープン
  close:close,schließen,fermer,cerrar,chiudi,fechar,sluiten,zamknij,stäng,закрыть,閉じる,关闭
  share:share,teilen,freigeben,partager,compartir,condividi,compartilhar,delen,udostępnij,dela,поделиться,共有,分享
  follow:follow,watch,folgen,beobachten,suivre,seguir,segui,volgen,obserwuj,följ,следить,подписаться,フォロー,关注
  subscribe:subscribe,abonnieren,abonnieren,s’abonner,suscribirse,iscriviti,inscrever-se,abonneren,subskrybuj,prenumerera,購読,订阅
  print:print,drucken,imprimer,imprimir,stampa,afdrukken,drukuj,skriv-ut,печать,印刷,打印
  login:login,log-in,sign-in,anmelden,einloggen,connexion,se-connecter,iniciar-sesión,accedi,entrar,inloggen,zaloguj,logga-in,войти,ログイン,登录
  logout:logout,log-out,sign-out,abmelden,ausloggen,déconnexion,se-déconnecter,cerrar-sesión,esci,sair,uitloggen,wyloguj,logga-ut,выйти,ログアウト,退出
  cancel:cancel,abbrechen,annuler,cancelar,annulla,annuleren,anuluj,avbryt,отмена,отменить,キャンセル,取消
  confirm:confirm,bestätigen,confirmer,confirmar,conferma,bevestigen,potwierdź,bekräfta,подтвердить,確認,确认
  archive:archive,archivieren,archiver,archivar,archivia,arquivar,archiveren,archiwizuj,arkivera,архивировать,アーカイブ,归档
  move:move,verschieben,déplacer,mover,sposta,verplaatsen,przenieś,flytta,переместить,移動,移动
  rename:rename,umbenennen,renommer,renombrar,rinomina,renomear,hernoemen,byt-namn,переименовать,重命名
  publish:publish,post,veröffentlichen,publier,publicar,pubblica,publiceren,opublikuj,publicera,опубликовать,公開,発行,发布
  preview:preview,vorschau,prévisualiser,aperçu,previsualizar,anteprima,visualizar,voorbeeld,podgląd,förhandsgranska,предпросмотр,プレビュー,预览`,
);
const SPOKEN_THINGS: Readonly<Record<string, string>> = table(
  `issue:issue ticket:ticket page:page,seite,página,pagina,strona,sida,страницу,ページ,页面 comment:comment,kommentar,commentaire,comentario,commento,comentário,opmerking,komentarz,комментарий,コメント,评论
  file:file,datei,fichier,archivo,arquivo,bestand,plik,fil,файл,ファイル,文件 message:message,nachricht,mensaje,messaggio,mensagem,bericht,wiadomość,meddelande,сообщение,メッセージ,消息
  task:task,aufgabe,tâche,tarea,attività,tarefa,taak,zadanie,uppgift,задачу,タスク,任务 pull-request:pull-request,pull_request`,
);
/** A link that goes somewhere does these at most; all else it opens. */
const BY_ADDRESS: Readonly<Record<string, string>> = table(
  'edit:edit create:new,create,add delete:delete,destroy,remove,trash logout:logout,signout,log_out login:login,signin,sign_in download:download,export print:print rollback:rollback undo:undo follow:watch unfollow:unwatch reply:reply,quote',
);
/** Addresses that a browser saves and does not show. */
const FILE =
  /\.(?:zip|gz|tgz|bz2|xz|7z|rar|tar|csv|xlsx?|docx?|pptx?|od[tsp]|exe|msi|dmg|pkg|deb|rpm|apk|iso|ics|vcf|epub|jar|whl|patch)$/i;
const FIXED_OBJECT: Readonly<Record<string, string>> = { search: 'site', login: 'account', logout: 'account' };
const GENERIC: Readonly<Record<string, string>> = {
  button: 'press',
  link: 'open',
  tab: 'choose',
  menuitem: 'choose',
  option: 'choose',
  switch: 'toggle',
  summary: 'expand',
  thing: 'press',
};
const LONGEST_SCANNED = 300;

/**
 * What a click on a control does. Reads attributes of the control and of an icon in it, no layout; bounded.
 *
 * @param label words on it, as far as they are known; empty: none.
 */
export function whatAControlDoes(control: Element, kind: string, url: URL, label = ''): Doing {
  const attribute = (name: string) => (attributeOf(control, name) ?? '').slice(0, LONGEST_SCANNED);
  const href = kind === 'link' ? attribute('href') : '';
  const goes = href !== '' && !/^(?:#|javascript:)/i.test(href);
  if (kind === 'link' && (attributeOf(control, 'download') !== null || FILE.test(href.split(/[?#]/)[0] ?? '')))
    return { verb: 'download', object: 'file' };
  const said = label.slice(0, 80);
  const generic = {
    verb: (Object.hasOwn(GENERIC, kind) && GENERIC[kind]) || 'press',
    object: /^[a-z-]+$/.test(kind) ? kind : 'button',
  };
  const things = new Set<string>();
  let verb: string | null = null;
  let ends = false;
  if (goes) verb = verbOfAddress(href);
  else {
    const strong = ['data-action', 'data-command', 'data-testid', 'data-test', 'data-qa', 'formaction', 'name', 'id'];
    for (const name of strong) {
      const all = wordsOf(lastPart(attribute(name)));
      // `comment_and_close` does the second to the thing of the page.
      const both = all.indexOf('and');
      ends ||= both > 0;
      const found = all.slice(both + 1);
      noteThings(found, things);
      verb ??= verbOf(found);
    }
    for (const one of attribute('class').split(/\s+/).slice(0, 20)) {
      if (UTILITY.test(one) || isHashed(one)) continue;
      noteThings(wordsOf(one), things);
      // `comment__reply__publish`: of a block and its parts the last is what it is.
      verb ??= verbOf(wordsOf(one.split('__').at(-1)!));
    }
  }
  const spoken = verbOfLabel(said, kind === 'link' && goes);
  if (!goes) verb ??= spoken ?? verbOfIcon(control);
  else if (verb === null && spoken && /[?&](?:action|do|cmd|op|task)=/i.test(href)) verb = spoken;
  if (verb === null) return generic;
  // A control named for editing opens what is edited in: nothing is changed by it yet. So does one that proposes to take back.
  if (verb === 'undo' && goes && /[?&](?:action|do|mode)=edit\b/i.test(href)) return { verb: 'open', object: 'undo' };
  // A plain link asks first: what it leads to deletes. One that a script handles does it.
  if (verb === 'delete' && goes && !isHandled(control)) return { verb: 'open', object: 'delete' };
  if (verb === 'edit') return { verb: 'open', object: 'editor' };
  if (verb === 'expand') return { verb, object: generic.object };
  const named = [...things].find((thing) => thing !== verb) ?? thingOfLabel(said, verb);
  if (verb === 'close' || verb === 'dismiss')
    return { verb: 'close', object: named ?? (ends ? kindOfThing(url) : null) ?? 'dialog' };
  const object =
    FIXED_OBJECT[verb] ?? named ?? (goes ? (kindOfThing(addressOf(href, url)) ?? kindOfThing(url)) : kindOfThing(url));
  return { verb, object: object !== null && /^[a-z-]+$/.test(object) ? object : generic.object };
}

/** Whether a link says in its code that a script does what it is for. */
function isHandled(link: Element): boolean {
  return ['onclick', 'data-method', 'data-confirm', 'data-turbo-method', 'data-action'].some((name) =>
    link.hasAttribute(name),
  );
}

/** Whether a page asks whether its thing is to be deleted, as its address says. */
export function asksToDelete({ pathname, search }: URL): boolean {
  return (
    /\/_?(?:delete|destroy|remove)(?:\.\w+)?(?:\/[\w-]+)?\/?$/i.test(pathname) ||
    /[?&](?:action|do|mode|op)=(?:confirm_?)?delete\b/i.test(search)
  );
}

/** Words in a name of code: `js-deleteComment_btn` → js delete comment btn. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
}

function verbOf(words: readonly string[]): string | null {
  if (words.length === 0 || words.length > 8) return null;
  const core = words.filter((word) => !AFFIX.has(word));
  // `sign in`, `log out` are one word in two.
  const joined = core.join('');
  if (Object.hasOwn(CODE, joined)) return CODE[joined] ?? null;
  const found = core.filter((word) => Object.hasOwn(CODE, word));
  const firm = found.filter((word) => !LOOSE.has(word));
  const verbs = new Set(firm.map((word) => CODE[word]));
  if (verbs.has('cancel')) return 'cancel';
  if (verbs.has('preview')) return 'preview';
  if (verbs.size === 1) return CODE[firm[0]!] ?? null;
  if (verbs.size > 1) return CODE[firm[0]!] ?? null;
  // Of loose words only one that stands first or last, beside nothing but a thing.
  const [loose] = found;
  if (loose === undefined) return null;
  const rest = core.filter((word) => word !== loose);
  return rest.every((word) => THINGS.has(singular(word))) ? (CODE[loose] ?? null) : null;
}

function noteThings(words: readonly string[], things: Set<string>): void {
  for (let at = 0; at < words.length; at++) {
    const pair = `${words[at]}-${words[at + 1] ?? ''}`;
    if (THINGS.has(pair)) {
      things.add(pair);
      at++;
      continue;
    }
    const word = singular(words[at] ?? '');
    if (THINGS.has(word) && !/^(?:item|link|list|row|label|list|tag|line|table|section|word)$/.test(word))
      things.add(word);
  }
}

/** An icon says what a button without words does: its class, its `<use>`, or its name as a ligature. */
function verbOfIcon(control: Element): string | null {
  const icon = find(control, 'svg, i, use, [class*="icon"], [data-icon], mat-icon');
  if (!icon) return null;
  const use = icon.tagName.toLowerCase() === 'svg' ? icon.querySelector('use') : icon;
  const names = [
    icon.getAttribute('data-icon') ?? '',
    icon.getAttribute('data-icon-name') ?? '',
    icon.getAttribute('data-testid')?.replace(/Icon$/, '') ?? '',
    lastPart(use?.getAttribute('href') ?? use?.getAttribute('xlink:href') ?? ''),
    ...(icon.getAttribute('class') ?? '').slice(0, LONGEST_SCANNED).split(/\s+/),
    /material|mat-icon/.test(`${icon.getAttribute('class')} ${icon.tagName.toLowerCase()}`)
      ? (icon.firstChild?.nodeValue ?? '').slice(0, 40)
      : '',
  ];
  for (const name of names) {
    if (UTILITY.test(name) || isHashed(name)) continue;
    const words = wordsOf(name);
    // A plus, an x or a pencil alone may mean many things; only pictures of one meaning count.
    if (words.some((word) => /^(?:plus|close|x|times|add|star|new)$/.test(word))) continue;
    const verb = verbOf(words);
    if (verb) return verb;
  }
  return null;
}

function verbOfAddress(href: string): string | null {
  const [path = '', query = ''] = href.split('#')[0]!.split('?');
  const asked = /(?:^|&)(?:action|do|cmd|op|task|mode)=([a-z_-]{2,20})(?:&|$)/i.exec(query)?.[1]?.toLowerCase();
  if (/(?:^|&)(?:undo|rollback|revert)=/i.test(query)) return 'undo';
  if (asked && Object.hasOwn(BY_ADDRESS, asked)) return BY_ADDRESS[asked] ?? null;
  const last = path.split('/').filter(Boolean).pop()?.toLowerCase() ?? '';
  return Object.hasOwn(BY_ADDRESS, last) ? (BY_ADDRESS[last] ?? null) : null;
}

function verbOfLabel(label: string, strict: boolean): string | null {
  const words = spokenWords(label);
  if (words.length === 0 || words.length > (strict ? 2 : 4)) return null;
  const tries = [words.join('-'), words.slice(0, 2).join('-'), words[0], words.at(-1)];
  for (const word of tries) if (word && Object.hasOwn(SPOKEN, word)) return SPOKEN[word] ?? null;
  return null;
}

function thingOfLabel(label: string, verb: string): string | null {
  const words = spokenWords(label);
  const all = [...words, ...words.map((word, at) => `${word}-${words[at + 1] ?? ''}`)];
  for (const word of all) {
    const thing = SPOKEN_THINGS[word];
    if (Object.hasOwn(SPOKEN_THINGS, word) && thing !== verb) return thing ?? null;
  }
  return null;
}

function spokenWords(label: string): string[] {
  return label
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}’_-]+/u)
    .filter((word) => word !== '');
}

function addressOf(href: string, base: URL): URL {
  return URL.canParse(href, base.href) ? new URL(href, base.href) : base;
}

function lastPart(value: string): string {
  return value.split(/[/#:]/).pop() ?? '';
}

/** Names a build made up: `css-1q2w3e`, `_a1B2c`. */
function isHashed(name: string): boolean {
  return /^_?[a-zA-Z]{1,3}[0-9][\w-]{3,}$|[0-9a-f]{6,}|__[A-Za-z0-9_-]{5,}$/.test(name) && /\d/.test(name);
}

function table(lines: string): Record<string, string> {
  const rows: Record<string, string> = {};
  for (const line of lines.trim().split(/\s+/)) {
    const [verb = '', words = ''] = line.split(':');
    for (const word of words.split(',')) rows[word] = verb;
  }
  return rows;
}
