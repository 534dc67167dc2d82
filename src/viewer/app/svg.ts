// Building SVG elements. Text from the server only ever becomes text nodes.

const namespace = 'http://www.w3.org/2000/svg';

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: (Node | string)[]
): SVGElementTagNameMap[K] {
  const made = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

let made = 0;

/** A hatching to fill gaps with: its definition, and what `fill` refers to it. */
export function hatching(): { readonly definition: SVGDefsElement; readonly fill: string } {
  const id = `hatching-${++made}`;
  const pattern = svg(
    'pattern',
    { id, width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    svg('rect', { width: 5, height: 5, class: 'hatch-ground' }),
    svg('rect', { width: 1.6, height: 5, class: 'hatch-line' }),
  );
  return { definition: svg('defs', {}, pattern), fill: `url(#${id})` };
}
