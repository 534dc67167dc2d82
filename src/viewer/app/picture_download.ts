// Gathers what a picture of this view says, takes the map as it stands, and
// hands the picture to the reader as a file.

import type { Map } from 'maplibre-gl';
import type { Display } from './display_control';
import { excludedWords } from './filter_words';
import { capitalised } from './formats';
import { hotspotColour } from './hotspot_layer';
import { isRelativeRisk } from './layer_type';
import { legendNotes, supplyNotes, type ShownLegend } from './legend';
import { composePicture, type PictureContent } from './picture';
import { wordsOf, type ShownView } from './shown_view';

export interface PictureOf {
  readonly view: ShownView;
  readonly shown: ShownLegend;
  readonly display: Display;
  /** Rows that the filter leaves out; null where that is not known. */
  readonly excluded: number | null;
  /** Sources, as the layer's tiles are to be attributed. */
  readonly attribution: string;
}

/** MapLibre's canvas keeps its pixels only while it is drawn, so they are taken then. */
function takeMap(map: Map): Promise<HTMLCanvasElement> {
  return new Promise((resolve) => {
    map.once('render', () => {
      const drawn = map.getCanvas();
      const copy = document.createElement('canvas');
      copy.width = drawn.width;
      copy.height = drawn.height;
      copy.getContext('2d')?.drawImage(drawn, 0, 0);
      resolve(copy);
    });
    map.triggerRepaint();
  });
}

function metresPerPixel(map: Map): number {
  const { clientWidth, clientHeight } = map.getContainer();
  const middle = clientHeight / 2;
  return map.unproject([0, middle]).distanceTo(map.unproject([clientWidth, middle])) / clientWidth;
}

export function pictureContent({ view, shown, display, excluded, attribution }: PictureOf, made: Date): Omit<PictureContent, 'map' | 'scale' | 'metresPerPixel'> {
  const { landing, layer } = view;
  const { period, kept } = wordsOf(view);
  const leftOut = excludedWords(excluded, layer);
  const { legend } = shown;
  const day = made.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  return {
    opacity: display.opacity,
    marking: landing.marking === undefined || landing.marking === '' ? null : landing.marking,
    project: landing.title,
    title: layer.title,
    subtitle: kept === null ? period : `${period} · ${kept}`,
    unit: capitalised(legend.unit),
    classes: legend.classes,
    hotspots: display.hotspots && !isRelativeRisk(layer) ? hotspotColour : null,
    notes: [
      ...[...supplyNotes(shown, view), ...(leftOut === null ? [] : [leftOut])].map((text) => ({ text, isCaution: true })),
      ...legendNotes(legend, view),
    ],
    imprint: [
      attribution,
      `Data: ${period} · Run ${landing.run} · ${landing.generated_by} · Picture made on ${day}`,
    ].filter((line) => line !== ''),
  };
}

/** Throws where the browser gives no picture. */
export async function downloadPicture(map: Map, of: PictureOf): Promise<void> {
  const taken = await takeMap(map);
  const scale = taken.width / map.getContainer().clientWidth;
  const picture = composePicture({ ...pictureContent(of, new Date()), map: taken, scale, metresPerPixel: metresPerPixel(map) });
  const blob = await new Promise<Blob | null>((resolve) => picture.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('The browser could not write the picture.');
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = `${of.view.layer.id}-${(of.view.filter.months?.first ?? of.view.layer.months?.first ?? 'map')}-${of.view.landing.run}.png`;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
