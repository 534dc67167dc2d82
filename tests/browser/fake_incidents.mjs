// Made-up rows of the made-up county, and counting them under a filter as the
// server's contract says: rows whose time is too coarse for hours or days are left
// out and counted, and a month that nobody supplied has no count.

import { areas, layers } from './fake_county.mjs';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const monthsFrom = (year, month, count) =>
  Array.from({ length: count }, (_, i) => {
    const at = year * 12 + month - 1 + i;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  });

const monthNames = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
];

const supplied = monthsFrom(2024, 1, 27);

const kinds = [
  { id: 'police', kind: 'police', precision: 'month', missing: ['2026-02'], perMonth: 420 },
  { id: 'ambulance', kind: 'ambulance', precision: 'minute', missing: ['2025-06', '2025-07', '2026-02'], perMonth: 150 },
  { id: 'hospital', kind: 'hospital', precision: 'hour', missing: ['2024-09'], perMonth: 90 },
];

export const categories = [
  { id: 'violence', title: 'Violence and sexual offences' },
  { id: 'robbery', title: 'Robbery' },
  { id: 'weapons', title: 'Possession of weapons' },
  { id: 'assault', title: 'Assault' },
];

/** Numbers in [0, 1) that are the same in every run. */
function sequence(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Evenings and the nights before Saturday and Sunday weigh more. */
function weightOf(day, hour) {
  const evening = Math.exp(-(((hour + 24 - 21) % 24) ** 2) / 30) + Math.exp(-((hour - 21) ** 2) / 30);
  const weekend = (day === 4 && hour >= 18) || (day === 5 && (hour < 5 || hour >= 18)) || (day === 6 && hour < 5);
  const school = day < 5 && (hour === 15 || hour === 16) ? 0.9 : 0;
  return 0.15 + evening + (weekend ? 2.2 * (hour >= 20 || hour < 4 ? 1 : 0.5) : 0) + school;
}

const week = days.flatMap((_, day) => Array.from({ length: 24 }, (_, hour) => ({ day, hour, weight: weightOf(day, hour) })));
const weekTotal = week.reduce((sum, { weight }) => sum + weight, 0);

function momentOf(random) {
  let left = random() * weekTotal;
  return week.find(({ weight }) => (left -= weight) <= 0) ?? week.at(-1);
}

function makeRows() {
  const random = sequence(7);
  const rows = [];
  for (const { id, precision, missing, perMonth } of kinds) {
    for (const month of supplied.filter((one) => !missing.includes(one))) {
      const season = 1 + 0.25 * Math.sin((Number(month.slice(5)) - 4) / 2);
      for (let i = 0; i < Math.round(perMonth * season); ++i) {
        const { day, hour } = momentOf(random);
        const timed = precision !== 'month';
        // One in twelve of the ambulance's is known to the day only.
        const hourKnown = timed && !(id === 'ambulance' && random() < 1 / 12);
        rows.push({
          source: id,
          category: categories[Math.min(3, Math.floor(random() * random() * 5))].id,
          month,
          day: timed ? day : null,
          hour: hourKnown ? hour : null,
          ward: areas.wards.features[Math.floor(random() * random() * 120)].properties.code,
        });
      }
    }
  }
  return rows;
}

const rows = makeRows();

export const sources = kinds.map(({ id, kind, precision, missing }) => ({
  id,
  kind,
  precision,
  periods: supplied.filter((month) => !missing.includes(month)),
  missing_periods: missing,
  by_month: supplied
    .filter((month) => !missing.includes(month))
    .map((month) => {
      const count = rows.filter((row) => row.source === id && row.month === month).length;
      return { month, rows: count, located: Math.floor(count * (id === 'ambulance' ? 0.88 : 0.97)) };
    }),
}));

const list = (parameters, name) => parameters.get(name)?.split(',') ?? null;

/** The filter of a query; a string says what is wrong with it. */
export function readFilter(parameters, layer) {
  const hours = /^(\d\d?)-(\d\d?)$/.exec(parameters.get('hours') ?? '0-24');
  if (!hours || Number(hours[1]) > 23 || Number(hours[2]) > 24 || Number(hours[1]) === Number(hours[2])) return 'hours';
  const at = parameters.get('at');
  const span = parameters.get('span');
  if (at !== null && (!/^\d{4}-\d\d-\d\d$/.test(at) || parameters.has('datetime'))) return 'at';
  if (span !== null && (at === null || !(Number(span) >= 1 && Number(span) <= 366))) return 'span';
  const chosenDays = list(parameters, 'days');
  if (chosenDays?.some((day) => !days.includes(day))) return 'days';
  const [first, last = first] = (parameters.get('datetime') ?? `${layer.months.first}/${layer.months.last}`).split('/');
  const window = at === null ? null : { day: at, span: Number(span ?? 30) };
  const filter = { first, last, window, days: chosenDays, hours: [Number(hours[1]), Number(hours[2])], hasHours: parameters.has('hours') };
  for (const [name, known] of [['category', layer.categories], ['source', layer.sources]]) {
    filter[name] = list(parameters, name) ?? known;
    if (filter[name].some((id) => !known.includes(id))) return name;
  }
  return filter;
}

const holdsHour = ([from, to], hour) => (from < to ? hour >= from && hour < to : hour >= from || hour < to);

/** The rows that a filter keeps, and how many it leaves out for want of a time. */
export function keptRows(layer, filter, ward = null) {
  const inScope = rows.filter(
    (row) =>
      filter.source.includes(row.source) && filter.category.includes(row.category) &&
      row.month >= filter.first && row.month <= filter.last &&
      row.month >= layer.months.first && row.month <= layer.months.last && (ward === null || row.ward === ward),
  );
  const isTooCoarse = (row) => (filter.hasHours && row.hour === null) || (filter.days !== null && row.day === null);
  const timed = inScope.filter((row) => !isTooCoarse(row));
  const kept = timed.filter(
    (row) => (!filter.hasHours || holdsHour(filter.hours, row.hour)) && (filter.days === null || filter.days.includes(days[row.day])),
  );
  return { kept, excluded: inScope.length - timed.length };
}

const missingMonths = (source) => kinds.find(({ id }) => id === source).missing;

/** The days of a filter's window, as months: each day's. */
function windowMonths({ day, span }) {
  const middle = Date.parse(`${day}T00:00:00Z`);
  return Array.from({ length: 2 * span + 1 }, (_, i) => new Date(middle + (i - span) * 86_400_000).toISOString().slice(0, 7));
}

/** Sources that supplied less than half of the days of a filter's window; none where all of them did. */
export function leftOutSources(filter) {
  if (filter.window === null) return [];
  const months = windowMonths(filter.window);
  const leftOut = filter.source.filter((id) => months.filter((month) => missingMonths(id).includes(month)).length > months.length / 2);
  return leftOut.length === filter.source.length ? [] : leftOut;
}

/** What a legend says of months that a filter touches and sources lack, in the server's words; absent where nothing is missing. */
export function notSupplied(layer, filter) {
  const isWhole =
    filter.window === null && filter.first === layer.months.first && filter.last === layer.months.last &&
    filter.source.length === layer.sources.length;
  if (isWhole) return layer.not_supplied;
  const months = filter.window === null ? supplied : windowMonths(filter.window);
  const touched = (month) => months.includes(month) && month >= filter.first && month <= filter.last;
  const words = filter.source.flatMap((id) => {
    const names = missingMonths(id).filter(touched).map((month) => `${monthNames[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`);
    return names.length === 0 ? [] : [`${id}: ${names.join(', ')}`];
  });
  return words.length === 0 ? undefined : words.join('; ');
}

/** The share of a layer's rows in the filter's months that the filter keeps: what its densities shrink to. */
export function keptShare(layer, filter) {
  const whole = keptRows(layer, { ...filter, source: layer.sources, category: layer.categories, days: null, hasHours: false });
  return whole.kept.length === 0 ? 0 : keptRows(layer, filter).kept.length / whole.kept.length;
}

export function seriesOf(layerId, area, filter) {
  const layer = layers.find(({ id }) => id === layerId);
  const { kept, excluded } = keptRows(layer, filter, area?.code ?? null);
  const span = supplied.filter((month) => month >= layer.months.first && month <= layer.months.last);
  const weekdayHours = days.map((_, day) =>
    Array.from({ length: 24 }, (_, hour) => kept.filter((row) => row.day === day && row.hour === hour).length),
  );
  return {
    layer: layerId,
    area,
    unit: layer.sources.length > 1 ? 'records per month' : 'incidents per month',
    months: span.map((month) => {
      const missing = filter.source.filter((id) => missingMonths(id).includes(month));
      const isMissing = missing.length === filter.source.length;
      return { month, count: isMissing ? null : kept.filter((row) => row.month === month).length, missing };
    }),
    weekday_hours: weekdayHours,
    without_hour: kept.filter(({ hour }) => hour === null).length,
    excluded,
  };
}
