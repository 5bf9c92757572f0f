/** How many of each variant are in stock. */
export const DEMO_STOCK = 100;

type DemoProduct = {
  title: string;
  /** Also the name of its picture, demo/<handle>.svg. */
  handle: string;
  description: string;
  category: string;
  /** Grams. */
  weight: number;
  /** In units of the placeholder currency. */
  price: number;
  option: { title: string; values: string[] };
};

export const DEMO_PRODUCTS: readonly DemoProduct[] = [
  {
    title: 'Stoneware mug',
    handle: 'stoneware-mug',
    description: 'A heavy mug that keeps its warmth. Holds 350 ml and goes into the dishwasher.',
    category: 'Kitchen',
    weight: 420,
    price: 18,
    option: { title: 'Colour', values: ['Sand', 'Moss', 'Slate'] },
  },
  {
    title: 'Cotton T-shirt',
    handle: 'cotton-t-shirt',
    description: 'Heavy organic cotton in a straight cut. It keeps its shape in the wash.',
    category: 'Clothing',
    weight: 220,
    price: 29,
    option: { title: 'Size', values: ['S', 'M', 'L', 'XL'] },
  },
  {
    title: 'Canvas tote',
    handle: 'canvas-tote',
    description: 'Carries a week of groceries. Long handles for the shoulder and a pocket inside for the keys.',
    category: 'Bags',
    weight: 310,
    price: 24,
    option: { title: 'Colour', values: ['Natural', 'Ink'] },
  },
  {
    title: 'Dotted notebook',
    handle: 'dotted-notebook',
    description: '192 pages of smooth paper with a fine dot grid. Lies flat wherever it is opened.',
    category: 'Desk',
    weight: 360,
    price: 16,
    option: { title: 'Size', values: ['A5'] },
  },
  {
    title: 'Beeswax candle',
    handle: 'beeswax-candle',
    description: 'Pure beeswax in a glass. Burns for about 40 hours with a light smell of honey.',
    category: 'Home',
    weight: 300,
    price: 21,
    option: { title: 'Size', values: ['200 g'] },
  },
  {
    title: 'Linen tea towel',
    handle: 'linen-tea-towel',
    description: 'Woven linen that dries glasses without a trace and grows softer with every wash.',
    category: 'Kitchen',
    weight: 120,
    price: 14,
    option: { title: 'Colour', values: ['White', 'Blue'] },
  },
];
