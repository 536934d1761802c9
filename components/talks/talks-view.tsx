import type { CountedView, RequestKindView, ShareView, StatedView, TalksView } from '../../lib/engine/api.ts';
import { type MessageKey, plural, t } from '../i18n/messages.ts';
import { countWords, inHundred } from '../i18n/number-words.ts';
import { momentWords } from '../i18n/when-words.ts';
import { usePanel } from '../store/panel.ts';
import { hrefTo } from '../store/route.ts';
import { useView } from '../store/use-view.ts';
import { BackLink } from '../ui/back-link.tsx';
import { Empty } from '../ui/empty.tsx';
import { Icon } from '../ui/icon.tsx';
import { LoadFailed } from '../ui/load-failed.tsx';
import { Progress } from '../ui/progress.tsx';
import { Skeleton } from '../ui/skeleton.tsx';

const KINDS: Readonly<Record<string, MessageKey>> = {
  'write-code': 'request_write_code',
  'fix-code': 'request_fix_code',
  'write-text': 'request_write_text',
  'write-message': 'request_write_message',
  'improve-text': 'request_improve_text',
  summarise: 'request_summarise',
  translate: 'request_translate',
  explain: 'request_explain',
  'find-ideas': 'request_find_ideas',
  plan: 'request_plan',
  advise: 'request_advise',
  'work-with-data': 'request_work_with_data',
};
const WAYS: Readonly<Record<CountedView['way'], MessageKey>> = {
  short: 'way_short',
  middling: 'way_middling',
  long: 'way_long',
  question: 'way_question',
  'no-question': 'way_no_question',
  attachment: 'way_attachment',
  first: 'way_first',
  later: 'way_later',
};
const FATES: Readonly<Record<RequestKindView['examples'][number]['fate'], MessageKey>> = {
  regenerated: 'fate_regenerated',
  reworded: 'fate_reworded',
  corrected: 'fate_corrected',
  'rated-up': 'fate_rated_up',
  'rated-down': 'fate_rated_down',
};
const FIRST_SHOWN = 5;

/** What the talks with AI chats show: what the user told them, and what became of their requests. Counted, with its evidence. */
export function TalksPage() {
  const { client } = usePanel();
  const { data, error, again } = useView('talks', () => client.talks());
  return (
    <>
      <BackLink to={hrefTo('set/data')}>{t('title_data')}</BackLink>
      <h1 class="title">{t('title_talks')}</h1>
      {error !== null && <LoadFailed words={error} again={again} />}
      {data === undefined && error === null && <Skeleton />}
      {data && <Filled talks={data} />}
    </>
  );
}

function Filled({ talks }: { readonly talks: TalksView }) {
  if (talks.prompts === 0 && talks.stated === 0) {
    return (
      <Empty
        icon="chat"
        title={t('talks_empty_title')}
        actions={
          <a class="btn" href={hrefTo('set/data')}>
            {t('bring_in')}
          </a>
        }
      >
        {t('talks_empty_body')}
      </Empty>
    );
  }
  return (
    <>
      {talks.sorted < talks.prompts && (
        <Progress
          label={t('talks_sorting')}
          done={talks.sorted / talks.prompts}
          body={t('talks_sorting_body', countWords(talks.sorted), countWords(talks.prompts))}
        />
      )}
      <Stated heading={t('talks_instructions')} lines={talks.instructions} />
      <Stated heading={t('talks_memories')} lines={talks.memories} />
      {talks.kinds.length > 0 && (
        <section class="sec" aria-labelledby="h-kinds">
          <header>
            <h2 id="h-kinds">{t('talks_kinds')}</h2>
            <span class="end small t3">{plural('prompts', talks.prompts)}</span>
          </header>
          <ul class="sheet">
            {talks.kinds.map((kind) => (
              <Kind key={String(kind.kind)} kind={kind} />
            ))}
          </ul>
        </section>
      )}
      {talks.ways.length > 0 && <Ways ways={talks.ways} />}
      <p class="foot">{t('talks_foot')}</p>
    </>
  );
}

/** Words as they were written: they are the user's, or a chat's about them, and may be wrong or out of date. */
function Stated({ heading, lines }: { readonly heading: string; readonly lines: readonly StatedView[] }) {
  const { clock } = usePanel();
  if (lines.length === 0) return null;
  const row = ({ id, text, t: when, app }: StatedView) => (
    <li class="row" key={id}>
      <Icon name="you" />
      <span class="grow">
        <span class="lines" dir="auto">
          {text}
        </span>
        <span class="sub">{[app, momentWords(when, clock())].filter(Boolean).join(', ')}</span>
      </span>
    </li>
  );
  return (
    <section class="sec" aria-label={heading}>
      <header>
        <h2>{heading}</h2>
        <span class="n">{countWords(lines.length)}</span>
      </header>
      <ul class="sheet">{lines.slice(0, FIRST_SHOWN).map(row)}</ul>
      {lines.length > FIRST_SHOWN && (
        <details class="more">
          <summary>{plural('talks_more', lines.length - FIRST_SHOWN)}</summary>
          <ul class="sheet">{lines.slice(FIRST_SHOWN).map(row)}</ul>
        </details>
      )}
    </section>
  );
}

function Kind({ kind }: { readonly kind: RequestKindView }) {
  const { clock } = usePanel();
  const counts = (
    [
      ['kind_regenerated', kind.regenerated],
      ['kind_reworded', kind.reworded],
      ['kind_corrected', kind.corrected],
      ['kind_rated_down', kind.ratedDown],
      ['kind_rated_up', kind.ratedUp],
      ['kind_kept', kind.kept],
    ] as const
  ).filter(([, count]) => count > 0);
  return (
    <li class="card" data-kind={kind.kind ?? 'other'}>
      <div class="head middle">
        <p class="grow">
          <b>{t(KINDS[kind.kind ?? ''] ?? 'request_of_no_kind')}</b>
        </p>
        <span class="small t3">{plural('prompts', kind.asked)}</span>
      </div>
      <p class="small t2">{againWords(kind.again, kind.asked)}</p>
      {counts.length > 0 && (
        <dl class="kv small">
          {counts.map(([label, count]) => (
            <>
              <dt>{t(label)}</dt>
              <dd>{countWords(count)}</dd>
            </>
          ))}
        </dl>
      )}
      {kind.examples.length > 0 && (
        <details class="more">
          <summary>{plural('kind_examples', kind.examples.length)}</summary>
          <ul class="plain small">
            {kind.examples.map(({ t: when, text, fate }) => (
              <li key={`${when} ${text}`}>
                <span dir="auto">{text}</span>
                <br />
                <span class="t3">
                  {t(FATES[fate])}, {momentWords(when, clock())}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function Ways({ ways }: { readonly ways: readonly CountedView[] }) {
  return (
    <section class="sec" aria-labelledby="h-ways">
      <header>
        <h2 id="h-ways">{t('talks_ways')}</h2>
      </header>
      <div class="panelcard">
        <table class="tab wrap">
          <thead>
            <tr>
              <th scope="col">{t('way')}</th>
              <th scope="col" class="r">
                {t('way_asked')}
              </th>
              <th scope="col" class="r">
                {t('way_again')}
              </th>
            </tr>
          </thead>
          <tbody>
            {ways.map(({ way, asked, share }) => (
              <tr key={way}>
                <th scope="row">{t(WAYS[way])}</th>
                <td class="r">{countWords(asked)}</td>
                <td class="r">{shareWords(share)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p class="small t3">{t('talks_ways_foot')}</p>
      </div>
    </section>
  );
}

/** With few cases no share is said, only that it is too early. */
const FEWEST_FOR_A_SHARE = 10;

function againWords(share: ShareView, asked: number): string {
  return asked < FEWEST_FOR_A_SHARE ? t('again_too_early') : t('again_share', shareWords(share));
}

/** “12 in 100 (8 to 17)”. */
function shareWords({ mean, lo, hi }: ShareView): string {
  return t('in_hundred', inHundred(mean), inHundred(lo), inHundred(hi));
}
