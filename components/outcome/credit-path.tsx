import { useId } from 'preact/hooks';
import type { CauseView, FlowView, OutcomeView } from '../../lib/engine/api.ts';
import { listWords } from '../i18n/list-words.ts';
import { rich, t } from '../i18n/messages.ts';
import { signedWords } from '../i18n/number-words.ts';
import { dayKey, lapseWords, shortLapseWords } from '../i18n/when-words.ts';
import { rungOf } from '../ui/rung.ts';
import { When } from '../ui/when.tsx';
import type { DisplayedShares } from './display-shares.ts';
import { AXIS, archBetween, type Band, layoutOfPath, type PathLayout } from './layout-of-path.ts';
import { type OutcomePart, partsOfOutcome } from './parts-of-outcome.ts';
import { ShareTable } from './share-table.tsx';

/** Room of a label: one line, or the name, its day and claim, and its range. In sixteenths of a rem. */
const ONE_LINE = 24;
const THREE_LINES = 56;
/** In units of the value: less rounds to nothing. */
const LEAST_FLOW = 0.005;
const MOST_FLOWS = 3;

/**
 * How an outcome came about over time: bands as wide as the credit of each part, that of the usual and the unexplained hatched.
 * With the same in a sentence and as a table.
 */
export function CreditPath({ outcome, shares }: { readonly outcome: OutcomeView; readonly shares: DisplayedShares }) {
  const parts = partsOfOutcome(outcome, shares);
  const drawn = new Set(parts.map(({ key }) => key));
  const flows = outcome.flows
    .filter(({ from, to, amount }) => Math.abs(amount) >= LEAST_FLOW && drawn.has(from) && drawn.has(to))
    .slice(0, MOST_FLOWS);
  const nothing = outcome.causes.length === 0;
  const words = (key: string) => <bdi>{parts.find((part) => part.key === key)?.words}</bdi>;
  return (
    <figure class="panelcard">
      {nothing ? (
        <ShareTable parts={parts} value={shares.value} />
      ) : (
        <Picture outcome={outcome} parts={parts} value={shares.value} flows={flows} />
      )}
      {flows.length > 0 && (
        <ul class="vstack closer small flows">
          {flows.map(({ from, to }) => (
            <li key={`${from} ${to}`}>{rich('path_flow', words(from), words(to))}</li>
          ))}
        </ul>
      )}
      <figcaption class="small t3">
        {t('outcome_parts_caption')}
        {!nothing && ` ${t('path_caption')}`}
        {flows.length > 0 && ` ${t('path_caption_flows')}`}
      </figcaption>
      {!nothing && (
        <details class="more">
          <summary>{t('path_as_table')}</summary>
          <ShareTable parts={parts} value={shares.value} />
        </details>
      )}
    </figure>
  );
}

function Picture(props: {
  readonly outcome: OutcomeView;
  readonly parts: readonly OutcomePart[];
  readonly value: number;
  readonly flows: readonly FlowView[];
}) {
  const { parts, value, flows } = props;
  const id = useId();
  const end = Date.parse(props.outcome.happened ?? props.outcome.t);
  const ageOf = ({ of, cause }: OutcomePart) =>
    of === 'baseline' ? Number.POSITIVE_INFINITY : cause && Math.max(0, end - Date.parse(cause.t));
  const layout = layoutOfPath(
    parts.map((part) => {
      const age = ageOf(part);
      return {
        key: part.key,
        share: part.share,
        room: part.cause ? THREE_LINES : ONE_LINE,
        ...(age !== undefined && { age }),
      };
    }),
  );
  const { width, height, line, top, bottom, bands } = layout;
  const oldest = Math.max(0, ...parts.map((part) => (part.cause ? ageOf(part)! : 0)));
  const up = parts.reduce((sum, { share }) => sum + Math.max(0, share), 0);
  const bandOf = (key: string) => bands.find((band) => band.key === key)!;
  return (
    <div class="path">
      <svg
        class="fig"
        viewBox={`0 0 ${width} ${height}`}
        style={{ '--high': `${height / 16}rem` }}
        role="img"
        aria-labelledby={`${id}t`}
        aria-describedby={`${id}d`}
      >
        <title id={`${id}t`}>{t('path_title')}</title>
        <desc id={`${id}d`}>
          {t('path_description', lapseWords(oldest), listWords(parts.map(inWords)), signedWords(value))}
        </desc>
        <defs>
          <Hatch id={`${id}baseline`} tone={parts[0]!.share > 0 ? 'pos' : 'neg'} turn={45} />
          <Hatch id={`${id}unexplained`} tone="unk" turn={-45} />
        </defs>
        <Axis layout={layout} />
        {layout.leaders.map((d, i) => (
          <path key={parts[i]!.key} class="lead" d={d} />
        ))}
        {parts.map((part, i) => (
          <Drawn key={part.key} part={part} band={bands[i]!} hatch={`${id}${part.of}`} />
        ))}
        <path class="ax3" d={`M${line} ${top - 8}V${bottom}`} />
        <path class="f" d={`M${layout.left} ${bottom + 2}H${line - 0.75}v4H${layout.left}z`} />
        <path class="a" d={`M${line + 0.75} ${bottom + 2}H${layout.right}v4H${line + 0.75}z`} />
        {flows.map(({ from, to }) => {
          const { arch, head } = archBetween(bandOf(from), bandOf(to));
          return (
            <g key={`${from} ${to}`} class="flow">
              <path class="halo" d={arch} />
              <path d={arch} />
              <path class="head" d={head} />
            </g>
          );
        })}
      </svg>
      <Labels parts={parts} places={layout.labels} day={dayKey(new Date(end).toISOString())} />
      <p class="small t2 pathsum" aria-hidden="true">
        {t('path_sides', signedWords(up), signedWords(value - up), signedWords(value))}
      </p>
    </div>
  );
}

function inWords({ words, share, cause, range }: OutcomePart): string {
  if (!cause || !range) return t('path_part', words, signedWords(share));
  const claim = t(rungOf(cause.status, cause.mean, 'instance').word);
  return t('path_step', words, signedWords(share), signedWords(range[0]), signedWords(range[1]), claim);
}

function Axis({ layout: { ticks, top, bottom } }: { readonly layout: PathLayout }) {
  return (
    <>
      <path class="ax" d={`M${AXIS} ${top}V${bottom}`} />
      <text y="9">{t('path_before')}</text>
      {ticks.map(({ y, count, unit }) => (
        <g key={y}>
          <path class="ax2" d={`M${AXIS - 3} ${y}h6`} />
          <text x={AXIS - 6} y={y + 4} text-anchor="end">
            {shortLapseWords(count, unit)}
          </text>
        </g>
      ))}
    </>
  );
}

function Hatch({
  id,
  tone,
  turn,
}: {
  readonly id: string;
  readonly tone: 'pos' | 'neg' | 'unk';
  readonly turn: number;
}) {
  return (
    <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform={`rotate(${turn})`}>
      <rect class={`wash ${tone}`} width="5" height="5" />
      <path class={`stripe ${tone}`} d="M0 0V5" />
    </pattern>
  );
}

/** Solid: likely. Pale: associated. Dashed: linked. */
const LOOKS = { 1: 'linked', 2: 'pale', 3: 'solid', 4: 'solid' } as const;

function Drawn({ part, band, hatch }: { readonly part: OutcomePart; readonly band: Band; readonly hatch: string }) {
  const { of, share, cause } = part;
  const side = share > 0 ? 'pos' : share < 0 ? 'neg' : 'none';
  const look = cause
    ? LOOKS[rungOf(cause.status, cause.mean, 'instance').level]
    : of === 'others'
      ? 'mixed'
      : 'hatched';
  return (
    <rect
      class={`band ${look} ${side}`}
      x={band.x}
      y={band.y}
      width={band.width}
      height={band.height}
      {...(look === 'hatched' && { fill: `url(#${hatch})` })}
    />
  );
}

/** Names beside the bands; the sentence and the table say the same to those who do not see them. */
function Labels(props: {
  readonly parts: readonly OutcomePart[];
  readonly places: readonly number[];
  /** Of the outcome: of what was done on it, the time is more use. */
  readonly day: string;
}) {
  const { parts, places, day } = props;
  const ends = parts.flatMap(({ range }) => range ?? []);
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const at = (share: number) => `${(100 * (share - low)) / Math.max(1, high - low)}%`;
  return (
    <ol class="pathlabels" aria-hidden="true">
      {parts.map(({ key, of, short, share, cause, range }, i) => (
        <li key={key} style={{ '--y': `${places[i]! / 16}rem` }}>
          <span class="name">
            <span class="trunc" dir="auto">
              {short}
            </span>
            <b
              class={`num ${of === 'others' || of === 'unexplained' ? '' : share > 0 ? 'pos' : share < 0 ? 'neg' : ''}`}
            >
              {signedWords(share)}
            </b>
          </span>
          {cause && range && (
            <>
              <span class="small t2 trunc">
                {rich(
                  'path_when_claim',
                  <When at={cause.t} as={dayKey(cause.t) === day ? 'time' : 'day'} />,
                  <Claim cause={cause} />,
                )}
              </span>
              <span
                class={`iv reach${range[0] > 0 ? ' pos' : range[1] < 0 ? ' neg' : ''}`}
                style={{ '--lo': at(range[0]), '--m': at(share), '--hi': at(range[1]), '--zero': at(0) }}
              >
                <i />
                <b />
              </span>
            </>
          )}
        </li>
      ))}
    </ol>
  );
}

function Claim({ cause: { status, mean } }: { readonly cause: CauseView }) {
  const { word, sign } = rungOf(status, mean, 'instance');
  return <span class={sign > 0 ? 'pos' : sign < 0 ? 'neg' : ''}>{t(word)}</span>;
}
