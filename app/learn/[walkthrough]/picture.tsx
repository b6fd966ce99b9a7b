import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { Stage } from '@/app/_components/stage/stage';
import { StageActors } from '@/app/_components/stage/stage-actors';
import { layoutOf } from '@/lib/stage/layout';
import type { Scene } from '@/lib/stage/scene';
import { walletsAt } from '@/lib/stage/wallets';

/** A drawing that needs nothing of this page any more: colours, type and icons are in it. */
export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

const margin = 16;
const footHeight = 34;

/**
 * The whole run as one drawing, in the colours that the page has now. `says` stands beneath: no picture leaves without saying
 * where it came from.
 */
export async function pictureOf(scene: Scene, says: string): Promise<Picture> {
  const { beats, lanes } = scene;
  const layout = layoutOf(lanes, beats.length);
  const last = beats.findLastIndex((beat) => !beat.ghost);
  const place = document.createElement('div');
  place.className = 'picture-bench';
  document.body.append(place);
  const root = createRoot(place);
  try {
    flushSync(() =>
      root.render(<Stage layout={layout} beats={beats} current={beats.length} actors={<StageActors layout={layout} wallets={walletsAt(beats, lanes, last, 1)} />} moment={null} rows={null} />),
    );
    const drawing = place.querySelector('svg');
    if (drawing === null) throw new Error('The stage drew nothing.');
    const [width, height] = [layout.width + 2 * margin, layout.height + 2 * margin + footHeight];
    const page = getComputedStyle(document.body);
    const numbers = beats.map((_, row) => textAt(10, layout.field + row * layout.row + layout.row * 0.64 + 4, String(row + 1), place, 'picture-number'));
    const foot = textAt(0, layout.height + 24, says, place, 'picture-foot');
    const hatch = document.querySelector('#hatch');
    const svg = [
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
      `<title>${escaped(says)}</title>`,
      `<style>${await fontFaces()}</style>`,
      hatch === null ? '' : `<defs>${withStyles(hatch)}</defs>`,
      `<rect width="${width}" height="${height}" fill="${page.backgroundColor}"/>`,
      `<g transform="translate(${margin} ${margin})">`,
      ...[...drawing.children].map(withStyles),
      ...numbers,
      foot,
      '</g></svg>',
    ].join('');
    return { svg, width, height };
  } finally {
    root.unmount();
    place.remove();
  }
}

/** The picture in dots, two to a pixel. @throws Error where the browser draws no canvas */
export async function asPng({ svg, width, height }: Picture): Promise<Blob> {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [width * 2, height * 2];
    const pen = canvas.getContext('2d');
    if (pen === null) throw new Error('This browser draws no pictures.');
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    if (blob === null) throw new Error('This browser makes no PNG files.');
    return blob;
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** What a stylesheet gave an element, with the value that needs no saying. */
const styled: readonly (readonly [property: string, usual: string])[] = [
  ['fill', 'rgb(0, 0, 0)'],
  ['fill-opacity', '1'],
  ['stroke', 'none'],
  ['stroke-width', '1px'],
  ['stroke-dasharray', 'none'],
  ['stroke-dashoffset', '0px'],
  ['stroke-linecap', 'butt'],
  ['stroke-linejoin', 'miter'],
  ['stroke-opacity', '1'],
  ['opacity', '1'],
  ['paint-order', 'normal'],
  ['transform', 'none'],
];

const ofText: readonly string[] = ['font-family', 'font-size', 'font-weight', 'font-style', 'letter-spacing', 'text-anchor', 'font-variant-numeric', 'font-variant-ligatures'];

/** The element with its computed style written on it, and what it refers to put in its place. */
function withStyles(element: Element): string {
  const style = getComputedStyle(element);
  if (style.display === 'none' || style.visibility === 'hidden') return '';
  if (element.localName === 'use') {
    const shape = document.querySelector(element.getAttribute('href') ?? '');
    return shape === null ? '' : `<g style="${styleOf(element)}">${[...shape.children].map(plain).join('')}</g>`;
  }
  const inside = [...element.childNodes].map((node) => (node instanceof Element ? withStyles(node) : escaped(node.textContent ?? ''))).join('');
  return `<${element.localName}${attributesOf(element)} style="${styleOf(element)}">${inside}</${element.localName}>`;
}

/** A part of an icon: its strokes are those of the icon around it. */
function plain(element: Element): string {
  return `<${element.localName}${attributesOf(element)}>${[...element.children].map(plain).join('')}</${element.localName}>`;
}

function styleOf(element: Element): string {
  const style = getComputedStyle(element);
  const drawn = styled.flatMap(([property, usual]) => {
    const value = style.getPropertyValue(property);
    return value === usual || value === '' ? [] : [`${property}:${value}`];
  });
  const written = element.localName === 'text' || element.localName === 'tspan' ? ofText.map((property) => `${property}:${style.getPropertyValue(property)}`) : [];
  return escaped([...drawn, ...written].join(';'));
}

function attributesOf(element: Element): string {
  return [...element.attributes]
    .filter(({ name }) => name !== 'class' && name !== 'style' && !name.startsWith('aria-') && !name.startsWith('data-'))
    .map(({ name, value }) => ` ${name}="${escaped(value)}"`)
    .join('');
}

/** A text of ours beside the drawing, in the voice of a class. */
function textAt(x: number, y: number, words: string, place: HTMLElement, voice: string): string {
  const text = document.createElementNS('http://www.w3.org/2000/svg', 'text');
  text.setAttribute('class', voice);
  text.setAttribute('x', String(x));
  text.setAttribute('y', String(y));
  text.textContent = words;
  place.querySelector('svg')?.append(text);
  const written = withStyles(text);
  text.remove();
  return written;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const fonts: readonly (readonly [family: string, file: string, rest: string])[] = [
  ['Instrument Sans', 'instrument-sans', 'font-weight:400 700'],
  ['JetBrains Mono', 'jetbrains-mono', 'font-weight:400 700'],
  ['Source Serif 4', 'source-serif-italic', 'font-weight:400 600;font-style:italic'],
];

/** The page's type, in the picture itself: an image may load nothing. */
async function fontFaces(): Promise<string> {
  const faces = await Promise.all(
    fonts.map(async ([family, file, rest]) => `@font-face{font-family:"${family}";src:url(${await dataAddress(`/fonts/${file}.woff2`)}) format("woff2");${rest}}`),
  );
  return faces.join('');
}

async function dataAddress(path: string): Promise<string> {
  const blob = await (await fetch(path)).blob();
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => fail(new Error(`${path} could not be read.`));
    reader.readAsDataURL(blob);
  });
}
