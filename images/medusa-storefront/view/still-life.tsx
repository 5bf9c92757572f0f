const TONES = 6;

/** A number for a text, the same each time (FNV-1a, 32 bits, with its bits mixed so that each part of it is as even as the rest). */
const hash = (text: string): number => {
  const sum = [...text].reduce((sum, letter) => Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 0x01000193), 0x811c9dc5);
  const mixed = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
};

/** What stands on the table, at 372, in a frame of 400 by 500; `x` and `y` (0 to 40) let no two be quite alike. */
const ARRANGEMENTS = [
  ({ x, y }: { x: number; y: number }) => (
    <>
      <path className="back" d={`M${90 + x} 372V${230 - y}a70 70 0 0 1 140 0V372z`} />
      <circle className="front" cx={240 + x} cy={326 - y / 4} r={52 + y / 4} />
    </>
  ),
  ({ x, y }: { x: number; y: number }) => (
    <>
      <rect className="back" x={110 + x} y={250 + y} width="150" height={122 - y} />
      <path className="front" d={`M${105 + x} ${170 + y}h160a80 80 0 0 1 -160 0z`} />
    </>
  ),
  ({ x, y }: { x: number; y: number }) => (
    <>
      <path
        className="back"
        d={`M${120 + x} 160h50v${50 + y / 2}q55 30 55 85t-30 ${77 - y / 2}h-100q-30 -20 -30 -77t55 -85z`}
      />
      <rect className="front" x={225 + x} y={282 - y / 2} width="70" height={90 + y / 2} rx="6" />
    </>
  ),
  ({ x, y }: { x: number; y: number }) => (
    <>
      <circle className="back" cx={170 + x} cy={252 - y / 2} r={120 - y / 2} />
      <path className="front" d={`M${205 + x} 372l38 -${110 + y}l38 ${110 + y}z`} />
    </>
  ),
  ({ x, y }: { x: number; y: number }) => (
    <>
      <rect className="back" x={95 + x} y={180 - y} width="92" height={192 + y} rx="46" />
      <rect className="front" x={195 + x} y={262 - y / 2} width="92" height={110 + y / 2} rx="46" />
    </>
  ),
];

/** A still life of plain shapes, another for each name: what a product without a picture shows. */
export function StillLife({ name }: { name: string }) {
  const number = hash(name);
  const arrangement = ARRANGEMENTS[(number >>> 3) % ARRANGEMENTS.length];
  return (
    <svg
      className={`still-life tone-${number % TONES}`}
      viewBox="0 0 400 500"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden
    >
      <rect className="wall" width="400" height="500" />
      <rect className="table" y="345" width="400" height="155" />
      {arrangement?.({ x: (number >>> 12) % 40, y: (number >>> 20) % 40 })}
    </svg>
  );
}
