// A picture of this view to put into a paper: the map with its title, period,
// filter, legend, sources, run and marking, at the screen's own resolution.

import type { LegendClass } from './api_types';
import { fontOf, TextColumn } from './picture_text';
import { scaleBar } from './scale_bar';

export interface PictureContent {
  /** The map, in device pixels, and how many of them make a CSS pixel. */
  readonly map: HTMLCanvasElement;
  readonly scale: number;
  readonly metresPerPixel: number;
  readonly opacity: number;
  readonly marking: string | null;
  readonly project: string;
  readonly title: string;
  /** Period and filter. */
  readonly subtitle: string;
  readonly unit: string;
  readonly classes: readonly LegendClass[];
  readonly hotspots: string | null;
  readonly notes: readonly { readonly text: string; readonly isCaution: boolean }[];
  /** Sources, date of data, run: what the picture must be cited with. */
  readonly imprint: readonly string[];
}

const margin = 24;
const ink = '#17212b';
const soft = '#48535e';
const caution = '#8a3b12';
const leastWidth = 640;
const swatchHeight = 16;

export function composePicture(content: PictureContent): HTMLCanvasElement {
  const mapWidth = content.map.width / content.scale;
  const mapHeight = content.map.height / content.scale;
  const width = Math.max(leastWidth, mapWidth + 2 * margin);
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('The browser gives no canvas to draw the picture on.');
  const top = header(context, content, width, false) + 14;
  const height = footer(context, content, { width, y: top + mapHeight + 14 }, false) + margin;
  canvas.width = Math.round(width * content.scale);
  canvas.height = Math.round(height * content.scale);
  context.scale(content.scale, content.scale);
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  header(context, content, width, true);
  const left = Math.round((width - mapWidth) / 2);
  context.drawImage(content.map, left, top, mapWidth, mapHeight);
  context.strokeStyle = '#cbd1d6';
  context.strokeRect(left + 0.5, top + 0.5, mapWidth - 1, mapHeight - 1);
  drawScale(context, content, { right: left + mapWidth, bottom: top + mapHeight });
  footer(context, content, { width, y: top + mapHeight + 14 }, true);
  return canvas;
}

/** Answers where it ends. */
function header(context: CanvasRenderingContext2D, content: PictureContent, width: number, isDrawn: boolean): number {
  const badge = content.marking === null ? 0 : markingBadge(context, content.marking, { right: width - margin, y: margin }, isDrawn);
  const column = new TextColumn(context, { x: margin, y: margin - 4, width: width - 2 * margin }, isDrawn);
  column.add(content.project, { size: 13, colour: soft }, badge);
  column.add(content.title, { size: 24, bold: true, colour: ink, above: 2 }, badge);
  column.add(content.subtitle, { size: 15, colour: ink, above: 2 });
  return column.y;
}

/** Answers its width, with room beside it. */
function markingBadge(context: CanvasRenderingContext2D, marking: string, at: { readonly right: number; readonly y: number }, isDrawn: boolean): number {
  context.font = fontOf({ size: 13, bold: true });
  const width = context.measureText(marking).width + 20;
  if (isDrawn) {
    context.strokeStyle = ink;
    context.lineWidth = 2;
    context.strokeRect(at.right - width + 1, at.y + 1, width - 2, 24);
    context.lineWidth = 1;
    context.fillStyle = ink;
    context.textBaseline = 'middle';
    context.fillText(marking, at.right - width + 10, at.y + 14);
  }
  return width + 16;
}

function footer(context: CanvasRenderingContext2D, content: PictureContent, at: { readonly width: number; readonly y: number }, isDrawn: boolean): number {
  const box = { x: margin, y: at.y, width: at.width - 2 * margin };
  const column = new TextColumn(context, box, isDrawn);
  column.add(content.unit, { size: 14, bold: true, colour: ink });
  column.y = classes(context, content, { ...box, y: column.y + 6 }, isDrawn);
  for (const { text, isCaution } of content.notes) column.add(text, { size: 12, bold: isCaution, colour: isCaution ? caution : soft, above: 3 });
  if (isDrawn) {
    context.fillStyle = '#cbd1d6';
    context.fillRect(margin, column.y + 10, box.width, 1);
  }
  column.y += 12;
  for (const line of content.imprint) column.add(line, { size: 12, colour: soft, above: 3 });
  return column.y;
}

/** The swatches in a row, each as wide as its share; and hotspots' line. Answers where they end. */
function classes(context: CanvasRenderingContext2D, content: PictureContent, box: { readonly x: number; readonly y: number; readonly width: number }, isDrawn: boolean): number {
  const each = Math.min(96, box.width / Math.max(1, content.classes.length));
  if (isDrawn) {
    for (const [i, one] of content.classes.entries()) drawClass(context, one, content.opacity, { x: box.x + i * each, y: box.y, width: each });
  }
  let end = box.y + swatchHeight + 18;
  if (content.hotspots !== null) {
    if (isDrawn) {
      context.fillStyle = content.hotspots;
      context.fillRect(box.x, end + 9, 26, 2.5);
      context.fillStyle = ink;
      context.font = fontOf({ size: 12 });
      context.textBaseline = 'middle';
      context.fillText('Hotspots of the whole layer', box.x + 34, end + 10);
    }
    end += 20;
  }
  return end + 2;
}

function drawClass(context: CanvasRenderingContext2D, { colour, opacity, label }: LegendClass, strength: number, at: { readonly x: number; readonly y: number; readonly width: number }): void {
  context.fillStyle = '#f9f8f5';
  context.fillRect(at.x, at.y, at.width, swatchHeight);
  context.globalAlpha = opacity * strength;
  context.fillStyle = colour;
  context.fillRect(at.x, at.y, at.width, swatchHeight);
  context.globalAlpha = 1;
  context.strokeStyle = 'rgba(23, 33, 43, 0.3)';
  context.strokeRect(at.x + 0.5, at.y + 0.5, at.width - 1, swatchHeight - 1);
  context.fillStyle = ink;
  context.font = fontOf({ size: 12 });
  context.textBaseline = 'alphabetic';
  context.fillText(label, at.x + 1, at.y + swatchHeight + 14, at.width - 6);
}

function drawScale(context: CanvasRenderingContext2D, { metresPerPixel }: PictureContent, corner: { readonly right: number; readonly bottom: number }): void {
  const { length, label } = scaleBar(metresPerPixel, 120);
  const [x, y] = [corner.right - length - 18, corner.bottom - 16];
  context.fillStyle = 'rgba(255, 255, 255, 0.85)';
  context.fillRect(x - 8, y - 20, length + 16, 28);
  context.fillStyle = ink;
  context.fillRect(x, y, length, 2);
  context.fillRect(x, y - 5, 1.5, 7);
  context.fillRect(x + length - 1.5, y - 5, 1.5, 7);
  context.font = fontOf({ size: 12 });
  context.textBaseline = 'alphabetic';
  context.fillText(label, x + 5, y - 5);
}
