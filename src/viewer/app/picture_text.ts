// Setting lines of text on a canvas: wrapped to a width, one under another.

export interface TextStyle {
  readonly size: number;
  readonly bold?: boolean;
  readonly colour: string;
  /** Room above the first line. */
  readonly above?: number;
}

const family = 'Arial, "Helvetica Neue", Helvetica, "Liberation Sans", sans-serif';

export function fontOf({ size, bold = false }: Pick<TextStyle, 'size' | 'bold'>): string {
  return `${bold ? 'bold ' : ''}${size}px ${family}`;
}

/** Words in lines no wider than `width`, by `measure`; a single word may be wider. */
export function wrapped(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && measure(`${last} ${word}`) <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A column of text. With `isDrawn` false it only takes the measure. */
export class TextColumn {
  readonly #context: CanvasRenderingContext2D;
  readonly #x: number;
  readonly #width: number;
  readonly #isDrawn: boolean;
  y: number;

  constructor(context: CanvasRenderingContext2D, box: { readonly x: number; readonly y: number; readonly width: number }, isDrawn: boolean) {
    this.#context = context;
    this.#x = box.x;
    this.#width = box.width;
    this.#isDrawn = isDrawn;
    this.y = box.y;
  }

  /** Sets `text`, leaving `reserved` free at the right. */
  add(text: string, style: TextStyle, reserved = 0): void {
    this.#context.font = fontOf(style);
    this.#context.fillStyle = style.colour;
    this.#context.textBaseline = 'alphabetic';
    this.y += style.above ?? 0;
    for (const line of wrapped(text, this.#width - reserved, (part) => this.#context.measureText(part).width)) {
      this.y += Math.round(style.size * 1.32);
      if (this.#isDrawn) this.#context.fillText(line, this.#x, this.y - Math.round(style.size * 0.3));
    }
  }
}
