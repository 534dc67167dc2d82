// What heatward's server answers, and how the viewer asks. Every address is
// relative to the page's own folder, so that the viewer works behind any proxy
// prefix and never talks to another origin.

export interface LayerSummary {
  readonly id: string;
  readonly title: string;
  readonly period: string;
  readonly unit: string;
  readonly kernel: string;
  readonly bandwidth_m: number;
  readonly weight: string;
  readonly records_not_events: boolean;
  /** Months that no source supplied: words, or a list of YYYY-MM. */
  readonly not_supplied?: string | readonly string[] | null;
}

export interface AreaSetSummary {
  readonly id: string;
  readonly title: string;
  readonly parent?: string | null;
  readonly count: number;
}

/** West, south, east, north in degrees. */
export type Bounds = readonly [number, number, number, number];

export interface LandingPage {
  readonly title: string;
  readonly description?: string;
  readonly marking?: string;
  readonly run: string;
  readonly tier: string;
  readonly generated_by: string;
  readonly layers: readonly LayerSummary[];
  readonly area_sets: readonly AreaSetSummary[];
  readonly bounds: Bounds;
}

/** The part of TileJSON 3.0.0 that the viewer takes; addresses are its own. */
export interface TileJson {
  readonly minzoom?: number;
  readonly maxzoom?: number;
  readonly bounds?: Bounds;
  readonly attribution?: string;
}

export interface LegendClass {
  readonly from: number;
  readonly to: number | null;
  readonly colour: string;
  readonly opacity: number;
  readonly label: string;
}

export interface Legend {
  readonly layer: string;
  readonly title: string;
  readonly unit: string;
  readonly period: string;
  readonly classes: readonly LegendClass[];
  readonly marking?: string;
  readonly not_supplied?: string | readonly string[] | null;
}

export interface NamedArea {
  readonly code: string;
  readonly name: string;
}

export interface PointAnswer {
  readonly density: number | null;
  /** Why there is no density. */
  readonly reason?: string | null;
  readonly unit: string;
  readonly percentile: number | null;
  readonly inside_study_area: boolean;
  readonly ward: NamedArea | null;
  readonly district: NamedArea | null;
}

/** One row of an area table, as a GeoJSON feature's properties. */
export type AreaProperties = Readonly<Record<string, unknown>>;

export interface Position {
  readonly lon: number;
  readonly lat: number;
}

export type ApiFailureKind =
  | 'unreachable' // no answer at all
  | 'not_ready' // 503: no run yet, or overloaded
  | 'refused' // 401 or 403
  | 'rejected' // any other status that is not success
  | 'malformed'; // an answer that is not what was agreed

export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';

  constructor(
    readonly kind: ApiFailureKind,
    message: string,
    readonly status: number | null = null,
  ) {
    super(message);
  }
}

/** Degrees to six places: a tenth of a metre. */
function degrees(value: number): string {
  return String(Number(value.toFixed(6)));
}

function failureKind(status: number): ApiFailureKind {
  if (status === 503) return 'not_ready';
  if (status === 401 || status === 403) return 'refused';
  return 'rejected';
}

/** The reason in a JSON problem (RFC 9457), or else the bare status. */
async function reasonOf(response: Response): Promise<string> {
  const fallback = `The server answered ${response.status} ${response.statusText}`.trim() + '.';
  try {
    const problem = (await response.json()) as { title?: unknown; detail?: unknown };
    if (typeof problem.detail === 'string' && problem.detail !== '') return problem.detail;
    if (typeof problem.title === 'string' && problem.title !== '') return problem.title;
  } catch {
    // Not JSON: a proxy's own page, say.
  }
  return fallback;
}

const answerWithinMs = 20_000;

export class Api {
  readonly #base: string;
  readonly #query: string;

  /**
   * `base`: the absolute address of the page's folder, ending in a slash.
   * `run`: the run that every answer but the landing page must come from, so
   * that no map mixes two runs when a new one is published meanwhile.
   */
  constructor(base: string, run?: string) {
    this.#base = base;
    this.#query = run === undefined ? '' : `?run=${encodeURIComponent(run)}`;
  }

  pinnedTo(run: string): Api {
    return new Api(this.#base, run);
  }

  /** Address of a layer's tiles, with MapLibre's {z}, {x} and {y} left in. */
  densityTiles(layer: string, ratio: 1 | 2): string {
    return `${this.#base}tiles/${encodeURIComponent(layer)}/{z}/{x}/{y}${ratio === 2 ? '@2x' : ''}.png${this.#query}`;
  }

  areaTiles(areaSet: string): string {
    return `${this.#base}tiles/${encodeURIComponent(areaSet)}/{z}/{x}/{y}.mvt${this.#query}`;
  }

  async landingPage(): Promise<LandingPage> {
    const landing = await this.#json<LandingPage>('?f=json');
    if (!Array.isArray(landing.layers) || !Array.isArray(landing.area_sets)) {
      throw new ApiFailure('malformed', 'The server’s landing page lists no layers or area sets.');
    }
    return landing;
  }

  tileJson(layer: string): Promise<TileJson> {
    return this.#json<TileJson>(`tiles/${encodeURIComponent(layer)}.json${this.#query}`);
  }

  async legend(layer: string): Promise<Legend> {
    const legend = await this.#json<Legend>(`legend/${encodeURIComponent(layer)}.json${this.#query}`);
    if (!Array.isArray(legend.classes)) {
      throw new ApiFailure('malformed', `The legend of layer ${layer} holds no classes.`);
    }
    return legend;
  }

  point(layer: string, { lon, lat }: Position, signal: AbortSignal): Promise<PointAnswer> {
    const path = `point/${encodeURIComponent(layer)}/${degrees(lon)},${degrees(lat)}${this.#query}`;
    return this.#json<PointAnswer>(path, signal);
  }

  async areaProperties(areaSet: string, code: string, signal: AbortSignal): Promise<AreaProperties> {
    const path = `collections/${encodeURIComponent(areaSet)}/items/${encodeURIComponent(code)}${this.#query}`;
    const { properties } = await this.#json<{ properties?: unknown }>(path, signal);
    if (typeof properties !== 'object' || properties === null) {
      throw new ApiFailure('malformed', `Area ${code} of ${areaSet} holds no properties.`);
    }
    return properties as AreaProperties;
  }

  /** Throws ApiFailure; an abort by `signal` is thrown as the signal's own reason. */
  async #json<T>(path: string, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), answerWithinMs);
    const abort = () => patience.abort();
    signal?.addEventListener('abort', abort);
    try {
      const response = await fetch(this.#base + path, {
        headers: { Accept: 'application/json' },
        signal: patience.signal,
      });
      if (!response.ok) {
        throw new ApiFailure(failureKind(response.status), await reasonOf(response), response.status);
      }
      return await parse<T>(response);
    } catch (failure) {
      signal?.throwIfAborted();
      if (failure instanceof ApiFailure) throw failure;
      throw new ApiFailure(
        'unreachable',
        patience.signal.aborted
          ? `The server did not answer within ${answerWithinMs / 1000} seconds.`
          : 'The server cannot be reached.',
      );
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    }
  }
}

async function parse<T>(response: Response): Promise<T> {
  const text = await response.text();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ApiFailure('malformed', 'The server’s answer is not JSON.', response.status);
  }
  if (typeof value !== 'object' || value === null) {
    throw new ApiFailure('malformed', 'The server’s answer is not a JSON object.', response.status);
  }
  return value as T;
}
