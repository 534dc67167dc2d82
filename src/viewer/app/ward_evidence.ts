// What tells a ward from chance, from the other wards and from the year before,
// in words. What its row does not hold is left out.

import type { LayerColumns } from './area_columns';
import { formatWhole, rateFormat } from './formats';
import { formatP, formatShare, isFinding } from './p_values';

export interface EvidenceLine {
  readonly term: string;
  readonly words: string;
}

/** `gist`: the lines in a few words; empty where nothing stands out. */
export interface Evidence {
  readonly gist: string;
  readonly lines: readonly EvidenceLine[];
}

const adjusted = (p: number) => `adjusted p ${formatP(p)}`;
const compact = <T>(parts: readonly (T | null)[]): T[] => parts.flatMap((part) => (part === null ? [] : [part]));

interface FunnelWords {
  readonly gist: string;
  readonly words: string;
}

const beyond95 = ', beyond its 95 % limits: by chance alone 1 ward in 20 lies outside them.';
const beyond998 = ', beyond its 99.8 % limits: by chance alone 1 ward in 500 lies outside them.';

const funnels: Readonly<Record<string, FunnelWords>> = {
  inside: { gist: 'as chance has it', words: 'Within what chance makes of the rate of all wards.' },
  'above 95 %': { gist: 'above', words: `Above the rate of all wards${beyond95}` },
  'above 99.8 %': { gist: 'well above', words: `Well above the rate of all wards${beyond998}` },
  'below 95 %': { gist: 'below', words: `Below the rate of all wards${beyond95}` },
  'below 99.8 %': { gist: 'well below', words: `Well below the rate of all wards${beyond998}` },
};

function spot({ number }: LayerColumns): FunnelWords | null {
  const [z, p] = [number('gi_star_z'), number('gi_star_p_bh')];
  if (z === null || p === null) return null;
  if (!isFinding(p)) return { gist: '', words: `No hot or cold spot (${adjusted(p)}).` };
  return z > 0
    ? { gist: 'hot spot', words: `Hot spot: high together with its neighbours (${adjusted(p)}).` }
    : { gist: 'cold spot', words: `Cold spot: low together with its neighbours (${adjusted(p)}).` };
}

const outliers: Readonly<Record<string, string>> = {
  'high-low': 'High among low neighbours',
  'low-high': 'Low among high neighbours',
};

/** Only where it is unlike them; where it is like them, it is a hot or a cold spot. */
function unlikeNeighbours({ number, text }: LayerColumns): string | null {
  const words = outliers[text('local_moran_quadrant') ?? ''];
  const p = number('local_moran_p_bh');
  return words === undefined || p === null || !isFinding(p) ? null : `${words} (${adjusted(p)}).`;
}

const measures: Readonly<Record<string, string>> = { count: 'count', rate: 'rate', harm: 'harm', eb_rate: 'smoothed rate' };

const theTop = (top: number | undefined) => (top === undefined ? 'the top' : `the top ${formatWhole(top)}`);

function leads({ text }: LayerColumns, top: number | undefined): string | null {
  const by = (text('top_by') ?? '').split(';').map((measure) => measure.trim()).filter((measure) => measure !== '');
  if (by.length === 0) return null;
  const named = new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(by.map((measure) => measures[measure] ?? measure));
  return `Among ${theTop(top)} wards by ${named}.`;
}

function perThousand(rate: number | null, unit: string, remark = ''): string | null {
  return rate === null ? null : `${rateFormat(rate)(rate)} ${unit} 1,000 residents a year${remark}.`;
}

const smoothed = ': drawn towards the rate of all wards, the more the fewer its residents (empirical Bayes)';

const line = (term: string, words: string | null | undefined) => (words == null ? null : { term, words });

export function comparedWithAll(columns: LayerColumns, top: number | undefined): Evidence {
  const funnel = funnels[columns.text('funnel') ?? ''];
  const cluster = spot(columns);
  const gist = [funnel?.gist ?? '', cluster?.gist ?? ''].filter((words) => words !== '').join(', ');
  const lines = compact([
    line('Rate', funnel?.words),
    line('With its neighbours', cluster?.words),
    line('Unlike its neighbours', unlikeNeighbours(columns)),
    line('Smoothed rate', perThousand(columns.number('eb_rate_per_1000'), 'per', smoothed)),
    line('Harm rate', perThousand(columns.number('harm_per_1000'), 'of harm per')),
    line('Leading', leads(columns, top)),
  ]);
  return { gist, lines };
}

/** "9 % fewer", "as many", "2.3 times as many" */
function changeWords(ratio: number): string {
  if (ratio >= 2) return `${new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 2 }).format(ratio)} times as many`;
  const percent = Math.round(100 * Math.abs(ratio - 1));
  if (percent === 0) return 'as many';
  return `${percent} % ${ratio < 1 ? 'fewer' : 'more'}`;
}

function limitsWords(low: number | null, high: number | null): string {
  if (low === null) return '';
  return high === null
    ? `, 95 % limit ${changeWords(low)} or above`
    : `, 95 % limits ${changeWords(low)} to ${changeWords(high)}`;
}

function change({ number }: LayerColumns): FunnelWords | null {
  const [before, after] = [number('change_before'), number('change_after')];
  if (before === null || after === null) return null;
  // Fewer than the ward's count where some months have nothing to be compared with.
  const isPart = after !== number('count');
  const counts = `${formatWhole(after)} against ${formatWhole(before)} in the same months a year before${isPart ? ' (only months supplied in both years)' : ''}`;
  const [ratio, p] = [number('change_ratio'), number('change_p_bh')];
  const size = ratio === null ? '' : `: ${changeWords(ratio)}`;
  const chance = p === null ? '' : isFinding(p) ? `; more of a change than chance makes (${adjusted(p)})` : `; may be chance (${adjusted(p)})`;
  const gist = [ratio === null ? '' : changeWords(ratio), p !== null && !isFinding(p) ? 'may be chance' : ''];
  return {
    gist: gist.filter((words) => words !== '').join(', '),
    words: `${counts}${size}${limitsWords(number('change_low'), number('change_high'))}${chance}.`,
  };
}

const trends: Readonly<Record<string, string>> = {
  emerging: 'Emerging: rising month by month',
  fading: 'Fading: falling month by month',
  persistent: 'Persistent: a hot spot that is not known to rise or fall',
};

function trend({ number, text }: LayerColumns): FunnelWords | null {
  const p = number('trend_p_bh');
  const kind = text('trend') ?? '';
  const words = trends[kind];
  if (words !== undefined) return { gist: kind, words: `${words}${p === null ? '' : ` (${adjusted(p)})`}.` };
  return p === null ? null : { gist: '', words: `Neither rises nor falls beyond chance (${adjusted(p)}).` };
}

export function overTime(columns: LayerColumns): Evidence {
  const [changed, kind] = [change(columns), trend(columns)];
  return {
    gist: [changed?.gist ?? '', kind?.gist ?? ''].filter((words) => words !== '').join('; '),
    lines: compact([line('Year before', changed?.words), line('Trend', kind?.words)]),
  };
}

/** "95 % interval 3 to 9", "firmly among the top 10: in 98 % of redrawn samples" */
export function rankNotes({ number, text }: LayerColumns, top: number | undefined): string[] {
  const [low, high] = [number('rank_low'), number('rank_high')];
  const share = number('top_share');
  const stability = text('top_stability');
  const redrawn = share === null ? '' : `: in ${formatShare(share)} of redrawn samples`;
  return [
    ...(low === null || high === null ? [] : [`95 % interval ${formatWhole(low)} to ${formatWhole(high)}`]),
    ...(stability === 'firm' ? [`firmly among ${theTop(top)}${redrawn}`] : []),
    ...(stability === 'fragile' ? [`fragile: among ${theTop(top)} in ${share === null ? 'some' : formatShare(share)} of redrawn samples`] : []),
  ];
}

/** Marks figures that lack months; null where all were supplied. */
export function monthsMissingWords({ number }: LayerColumns): string | null {
  const missing = number('months_missing');
  if (missing === null || missing <= 0) return null;
  const verb = missing === 1 ? 'source-month of the period is' : 'source-months of the period are';
  return `${formatWhole(missing)} ${verb} missing; rates use the months supplied.`;
}
