// What heatward's server answers, and how the viewer asks. Every address is
// relative to the page's own folder, so that the viewer works behind any proxy
// prefix and never talks to another origin.

import type { AreaProperties, Counted, LandingPage, Legend, PointAnswer, Position, Series, TileJson } from './api_types';
import { filterParameters, noFilter, type Filter } from './filter';
import type { TileAddress } from './tile_at';

export type * from './api_types';

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
  readonly #run: string | null;

  /**
   * `base`: the absolute address of the page's folder, ending in a slash.
   * `run`: the run that every answer but the landing page must come from, so
   * that no map mixes two runs when a new one is published meanwhile.
   */
  constructor(base: string, run?: string) {
    this.#base = base;
    this.#run = run ?? null;
  }

  pinnedTo(run: string): Api {
    return new Api(this.#base, run);
  }

  /** Address of a layer's tiles, with MapLibre's {z}, {x} and {y} left in. */
  densityTiles(layer: string, ratio: 1 | 2, filter: Filter = noFilter): string {
    return this.#base + this.#densityTile(layer, ratio, filter, { z: '{z}', x: '{x}', y: '{y}' });
  }

  #densityTile(layer: string, ratio: 1 | 2, filter: Filter, { z, x, y }: Readonly<Record<'z' | 'x' | 'y', string | number>>): string {
    return `tiles/${encodeURIComponent(layer)}/${z}/${x}/${y}${ratio === 2 ? '@2x' : ''}.png${this.#query(filter)}`;
  }

  /** Ids of the sources that the filter's density leaves out, which the headers of any of its tiles name. */
  leftOutSources(layer: string, ratio: 1 | 2, filter: Filter, tile: TileAddress, signal: AbortSignal): Promise<readonly string[]> {
    return this.#ask(this.#densityTile(layer, ratio, filter, tile), 'image/png', signal, async (response) => {
      await response.arrayBuffer(); // read to its end, it stays in the browser's cache for the map
      return listOf(response.headers.get('X-Heatward-Left-Out-Sources'));
    });
  }

  areaTiles(areaSet: string): string {
    return this.vectorTiles(`tiles/${encodeURIComponent(areaSet)}/{z}/{x}/{y}.mvt`);
  }

  /** Address of tiles that the landing page names by `path`. Throws where the path leads off the page's folder. */
  vectorTiles(path: string): string {
    if (!/^tiles\/[\w-]+\/\{z\}\/\{x\}\/\{y\}\.mvt$/.test(path)) {
      throw new ApiFailure('malformed', `The server’s landing page names tiles that cannot be used: ${path}`);
    }
    return `${this.#base}${path}${this.#query()}`;
  }

  async landingPage(): Promise<LandingPage> {
    const { answer } = await this.#json<LandingPage>('?f=json');
    if (!Array.isArray(answer.layers) || !Array.isArray(answer.area_sets)) {
      throw new ApiFailure('malformed', 'The server’s landing page lists no layers or area sets.');
    }
    return answer;
  }

  async tileJson(layer: string, filter: Filter = noFilter): Promise<TileJson> {
    return (await this.#json<TileJson>(`tiles/${encodeURIComponent(layer)}.json${this.#query(filter)}`)).answer;
  }

  async legend(layer: string, filter: Filter = noFilter): Promise<Legend> {
    const { answer } = await this.#json<Legend>(`legend/${encodeURIComponent(layer)}.json${this.#query(filter)}`);
    if (!Array.isArray(answer.classes)) {
      throw new ApiFailure('malformed', `The legend of layer ${layer} holds no classes.`);
    }
    return answer;
  }

  point(layer: string, { lon, lat }: Position, signal: AbortSignal, filter: Filter = noFilter): Promise<Counted<PointAnswer>> {
    const path = `point/${encodeURIComponent(layer)}/${degrees(lon)},${degrees(lat)}${this.#query(filter)}`;
    return this.#json<PointAnswer>(path, signal);
  }

  /** Counts by month, weekday and hour; `area`: a code, or null for the whole study area. */
  async series(layer: string, area: string | null, filter: Filter, signal: AbortSignal): Promise<Series> {
    const code = area === null ? '' : `/${encodeURIComponent(area)}`;
    const { answer } = await this.#json<Series>(`series/${encodeURIComponent(layer)}${code}${this.#query(filter)}`, signal);
    const isWhole = Array.isArray(answer.weekday_hours) && answer.weekday_hours.length === 7;
    if (!Array.isArray(answer.months) || !isWhole) {
      throw new ApiFailure('malformed', `The series of layer ${layer} holds no months or no weekdays.`);
    }
    return answer;
  }

  async areaProperties(areaSet: string, code: string, signal: AbortSignal): Promise<AreaProperties> {
    const path = `collections/${encodeURIComponent(areaSet)}/items/${encodeURIComponent(code)}${this.#query()}`;
    const { properties } = (await this.#json<{ properties?: unknown }>(path, signal)).answer;
    if (typeof properties !== 'object' || properties === null) {
      throw new ApiFailure('malformed', `Area ${code} of ${areaSet} holds no properties.`);
    }
    return properties as AreaProperties;
  }

  /** Commas and slashes stay as they are: they are allowed in a query, and tile servers' logs stay legible. */
  #query(filter: Filter = noFilter): string {
    const parameters = [...filterParameters(filter), ...(this.#run === null ? [] : [['run', this.#run] as const])];
    if (parameters.length === 0) return '';
    const written = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value).replace(/%2C/g, ',').replace(/%2F/g, '/')}`);
    return `?${written.join('&')}`;
  }

  #json<T>(path: string, signal?: AbortSignal): Promise<Counted<T>> {
    return this.#ask(path, 'application/json', signal, async (response) => ({
      answer: await parse<T>(response),
      excluded: excludedRows(response),
    }));
  }

  /** Throws ApiFailure; an abort by `signal` is thrown as the signal's own reason. */
  async #ask<T>(path: string, type: string, signal: AbortSignal | undefined, read: (response: Response) => Promise<T>): Promise<T> {
    signal?.throwIfAborted();
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), answerWithinMs);
    const abort = () => patience.abort();
    signal?.addEventListener('abort', abort);
    try {
      const response = await fetch(this.#base + path, {
        headers: { Accept: type },
        signal: patience.signal,
      });
      if (!response.ok) {
        throw new ApiFailure(failureKind(response.status), await reasonOf(response), response.status);
      }
      return await read(response);
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

/** "police, ambulance" as a list. */
function listOf(header: string | null): string[] {
  return (header ?? '').split(',').map((part) => part.trim()).filter((part) => part !== '');
}

function excludedRows({ headers }: Response): number | null {
  const written = headers.get('X-Heatward-Excluded');
  return written !== null && /^\d+$/.test(written) ? Number(written) : null;
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
