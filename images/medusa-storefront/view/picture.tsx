const TONES = 6;

/** A number for a text, the same each time, evenly spread (FNV-1a, 32 bits). */
const hash = (text: string): number =>
  [...text].reduce((sum, letter) => Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0, 0x811c9dc5);

/** A still life of plain shapes, other for each product: what a product without a picture shows. */
function StillLife({ name }: { name: string }) {
  const number = hash(name);
  const [tone, x, height, lean] = [number % TONES, (number >>> 8) % 60, (number >>> 14) % 50, (number >>> 20) % 40];
  return (
    <svg className={`still-life tone-${tone}`} viewBox="0 0 400 500" preserveAspectRatio="xMidYMid slice" aria-hidden>
      <rect className="wall" width="400" height="500" />
      <rect className="table" y={350 - height / 2} width="400" height="300" />
      <path className="back" d={`M${90 + x} 372V${210 - height}a70 70 0 0 1 140 0V372z`} />
      <circle className="front" cx={250 + lean} cy={318 + lean / 4} r={54 + height / 4} />
    </svg>
  );
}

/** A product's picture, or a still life where it has none. Beside the product's name, so it needs no words of its own. */
export function Picture({ address, name, isFirst }: { address: string | null; name: string; isFirst?: boolean }) {
  return (
    <span className="picture">
      {address === null ? (
        <StillLife name={name} />
      ) : (
        <img
          src={address}
          alt=""
          width="800"
          height="1000"
          loading={isFirst ? 'eager' : 'lazy'}
          decoding="async"
          referrerPolicy="no-referrer"
        />
      )}
    </span>
  );
}
