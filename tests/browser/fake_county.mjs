// A small made-up county for the viewer's own tests: 120 wards in six
// districts, and a density that is a sum of seven bumps. Degrees throughout.

const columns = 12;
const rows = 10;
const west = 2.0;
const south = 54.2;
const stepLon = 0.075;
const stepLat = 0.05;

export const bounds = [west, south, west + columns * stepLon, south + rows * stepLat];

const districtNames = ['Dogger Bank', 'Fisher', 'German Bight', 'Humber', 'Tyne Deeps', 'Viking'];

/** A number in [-1, 1) that depends on its seeds alone. */
function scatter(...seeds) {
  let hash = 2166136261;
  for (const seed of seeds) hash = Math.imul(hash ^ (seed + 0x9e3779b9), 16777619) ^ (hash >>> 13);
  return ((hash >>> 0) % 20001) / 10000 - 1;
}

function corner(column, row) {
  return [
    west + (column + 0.3 * scatter(column, row, 1)) * stepLon,
    south + (row + 0.3 * scatter(column, row, 2)) * stepLat,
  ];
}

/** The bent line between two neighbouring corners, the same from either side. */
function edge([columnA, rowA], [columnB, rowB]) {
  const forward = columnA < columnB || rowA < rowB;
  const [first, last] = forward ? [[columnA, rowA], [columnB, rowB]] : [[columnB, rowB], [columnA, rowA]];
  const a = corner(...first);
  const b = corner(...last);
  const line = [a];
  for (let i = 1; i < 6; ++i) {
    const share = i / 6;
    const bend = 0.05 * scatter(...first, ...last, i);
    line.push([
      a[0] + share * (b[0] - a[0]) + bend * stepLon,
      a[1] + share * (b[1] - a[1]) + bend * stepLat,
    ]);
  }
  line.push(b);
  return (forward ? line : line.reverse()).slice(0, -1);
}

/** The outline of the block of cells from (column, row), `width` by `height`. */
function outline(column, row, width, height) {
  const nodes = [];
  for (let i = 0; i < width; ++i) nodes.push([column + i, row]);
  for (let i = 0; i < height; ++i) nodes.push([column + width, row + i]);
  for (let i = 0; i < width; ++i) nodes.push([column + width - i, row + height]);
  for (let i = 0; i < height; ++i) nodes.push([column, row + height - i]);
  const ring = nodes.flatMap((node, i) => edge(node, nodes[(i + 1) % nodes.length]));
  return [...ring, ring[0]];
}

function feature(ring, properties) {
  return { type: 'Feature', geometry: { type: 'Polygon', coordinates: [ring] }, properties };
}

const districtIndex = (column, row) => Math.floor(column / 4) + 3 * Math.floor(row / 5);
const districtCode = (index) => `E0700000${index + 1}`;

function makeWards() {
  const features = [];
  for (let row = 0; row < rows; ++row) {
    for (let column = 0; column < columns; ++column) {
      const index = row * columns + column;
      const parent = districtCode(districtIndex(column, row));
      features.push(
        feature(outline(column, row, 1, 1), {
          code: `E05${String(index + 1).padStart(6, '0')}`,
          name: `${['North', 'South', 'East', 'West', 'Upper', 'Lower'][index % 6]} Shoal ${index + 1}`,
          parent,
          population: 4000 + 37 * index,
        }),
      );
    }
  }
  return { type: 'FeatureCollection', features };
}

function makeDistricts() {
  return {
    type: 'FeatureCollection',
    features: districtNames.map((name, index) =>
      feature(outline(4 * (index % 3), 5 * Math.floor(index / 3), 4, 5), { code: districtCode(index), name }),
    ),
  };
}

export const areas = { wards: makeWards(), districts: makeDistricts() };

function inside([x, y], ring) {
  let within = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i];
    const [bx, by] = ring[j];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) within = !within;
  }
  return within;
}

/** Code and name of the area of a set that holds the place, or null. */
export function areaAt(set, position) {
  const found = areas[set].features.find(({ geometry }) => inside(position, geometry.coordinates[0]));
  return found ? { code: found.properties.code, name: found.properties.name } : null;
}

/**
 * The row of a ward's area table, as the server's items give it; null where there is no such ward. Wards
 * without a rate, as where the population is not known, are every tenth.
 */
export function wardProperties(code) {
  const properties = areas.wards.features.find((ward) => ward.properties.code === code)?.properties;
  if (properties === undefined) return null;
  const index = Number(code.slice(3)) - 1;
  const known = index % 10 !== 9;
  const figures = Object.entries({ violence: 100 + index, knife_crime: 1 + (index % 7), assaults: 40 + (index % 11) }).map(([column, count]) => {
    const rate = known ? (1000 * count) / properties.population : null;
    return {
      [`${column}_count`]: count,
      [`${column}_rate_per_1000`]: rate,
      [`${column}_rate_low`]: known ? 0.8 * rate : null,
      [`${column}_rate_high`]: known ? 1.3 * rate : null,
      [`${column}_rank`]: 120 - index,
    };
  });
  return Object.assign({ ...properties, ...(known ? {} : { population: null }) }, ...figures);
}

export const bumps = {
  violence: [
    [2.3, 54.42, 0.05, 60], [2.36, 54.45, 0.025, 90], [2.62, 54.56, 0.035, 70], [2.21, 54.62, 0.02, 40],
    [2.78, 54.3, 0.03, 55], [2.5, 54.35, 0.04, 12], [2.7, 54.6, 0.06, 8],
  ],
  'knife-crime': [[2.66, 54.33, 0.03, 9], [2.36, 54.45, 0.02, 6], [2.55, 54.6, 0.025, 4]],
  assaults: [[2.32, 54.43, 0.04, 40], [2.66, 54.57, 0.03, 52], [2.8, 54.31, 0.025, 30]],
};

export function densityAt(layer, lon, lat) {
  let sum = 0;
  for (const [centreLon, centreLat, size, height] of bumps[layer]) {
    const dx = ((lon - centreLon) * 0.58) / size;
    const dy = (lat - centreLat) / size;
    sum += height * Math.exp(-(dx * dx + dy * dy) / 0.35);
  }
  return sum;
}

export const unit = 'incidents per km² per year';

const colours = ['#fef0d9', '#fdd49e', '#fdbb84', '#fc8d59', '#ef6548', '#d7301f', '#990000'];

/** Seven geometric classes up to the layer's own maximum. */
export function classesOf(layer) {
  const top = { violence: 128, 'knife-crime': 8, assaults: 64 }[layer];
  return colours.map((colour, i) => {
    const from = top / 2 ** (8 - i);
    const to = i === 6 ? null : from * 2;
    return { from, to, colour, opacity: 0.85, label: to === null ? `${from} and more` : `${from} – ${to}` };
  });
}

export const layers = [
  {
    id: 'violence',
    title: 'Violence and sexual offences, 2025',
    period: '2025-01/2025-12',
    unit,
    kernel: 'quartic',
    bandwidth_m: 400,
    weight: 'count',
    categories: ['violence', 'robbery', 'weapons'],
    sources: ['police'],
    months: { first: '2025-01', last: '2025-12' },
    combine: 'none',
    tiles: 'tiles/violence.json',
    legend: 'legend/violence.json',
    records_not_events: false,
  },
  {
    id: 'knife-crime',
    title: 'Knife crime, police and ambulance',
    period: '2025-04/2026-03',
    unit,
    kernel: 'gaussian',
    bandwidth_m: 250,
    weight: 'harm',
    categories: ['robbery', 'weapons'],
    sources: ['police', 'ambulance'],
    months: { first: '2025-04', last: '2026-03' },
    combine: 'sum',
    tiles: 'tiles/knife-crime.json',
    legend: 'legend/knife-crime.json',
    records_not_events: true,
    not_supplied: ['2025-06', '2025-07', '2026-02'],
  },
  {
    id: 'assaults',
    title: 'Assaults, ambulance and hospital',
    period: '2024-01/2025-12',
    unit: 'records per km² per year',
    kernel: 'quartic',
    bandwidth_m: 500,
    weight: 'count',
    categories: ['violence', 'assault', 'weapons'],
    sources: ['ambulance', 'hospital'],
    months: { first: '2024-01', last: '2025-12' },
    combine: 'sum',
    tiles: 'tiles/assaults.json',
    legend: 'legend/assaults.json',
    records_not_events: true,
    not_supplied: 'hospital: September 2024; ambulance: June to July 2025',
  },
];
