import { StillLife } from './still-life.tsx';

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
