// Evidence that newer servers have of the made-up county: what tells a ward from
// chance, and a layer that sets cases against controls.

/** The layer that is of cases against controls. */
export const riskLayer = 'knife-crime';
const controls = { categories: ['violence'], sources: ['hospital'] };

export function withRisk(layer) {
  if (layer.id !== riskLayer) return layer;
  const { not_supplied: _, ...rest } = layer;
  return { ...rest, type: 'relative-risk', unit: 'times the risk elsewhere', weight: 'count', sources: ['police'], records_not_events: false, controls };
}

const colours = ['#2b5b9e', '#6a9bcf', '#aecbe6', '#dcd9d2', '#f4b394', '#dd6f55', '#a32035'];
const bounds = [0, 0.33, 0.5, 0.8, 1.25, 2, 3];

export function riskLegend(legend) {
  const classes = colours.map((colour, i) => ({ from: bounds[i], to: bounds[i + 1] ?? null, colour, opacity: 0.85, label: `${bounds[i]} – ${bounds[i + 1] ?? 'more'}` }));
  return { ...legend, unit: 'times the risk elsewhere', classes, note: 'Pale: may be chance (p ≥ 0.05)' };
}

export const riskPoint = { density: 2.134, log_risk: 0.758, unit: 'times the risk elsewhere', percentile: null, p: 0.0123, p_upper: 0.00615, cases: 120, controls: 3400 };

/** Columns of a ward's row beside those of older servers. */
export const evidenceColumns = {
  violence_funnel: 'above 99.8 %',
  violence_gi_star_z: 3.9,
  violence_gi_star_p_bh: 0.0042,
  violence_eb_rate_per_1000: 21.2,
  violence_change_before: 137,
  violence_change_after: 158,
  violence_change_ratio: 1.153,
  violence_change_low: 0.912,
  violence_change_high: 1.461,
  violence_change_p_bh: 0.68,
  violence_trend: 'emerging',
  violence_trend_p_bh: 0.021,
  violence_months_missing: 3,
  violence_rank_low: 3,
  violence_rank_high: 9,
  violence_top_share: 0.984,
  violence_top_stability: 'firm',
  violence_top_by: 'count; rate',
  violence_harm_per_1000: 480,
  assaults_funnel: 'inside',
  assaults_gi_star_z: 2.1,
  assaults_gi_star_p_bh: 0.34,
};

const ofCounts = /^knife_crime_(count|rate|rank)/;

export function withEvidence(properties) {
  const rest = Object.fromEntries(Object.entries(properties).filter(([name]) => !ofCounts.test(name)));
  const risk = { cases: 12, controls: 1040, risk: 2.1349, risk_low: 1.054, risk_high: 3.9, risk_p: 0.004, risk_p_bh: 0.0461, raised_share: 0.129, lowered_share: 0 };
  return { ...rest, ...evidenceColumns, ...Object.fromEntries(Object.entries(risk).map(([name, value]) => [`knife_crime_${name}`, value])) };
}
