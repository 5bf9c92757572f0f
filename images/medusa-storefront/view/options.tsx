import type { Product, Variant } from '../medusa/shapes.ts';
import { choicesOf, type Choice } from '../shop/variants.ts';

function ChoiceLink({ handle, title, choice }: { handle: string; title: string; choice: Choice }) {
  const { value, isChosen, variantId, isSoldOut } = choice;
  const name = (
    <>
      {value}
      {isSoldOut && <span className="unseen"> (sold out)</span>}
    </>
  );
  if (variantId === null) return <span className="choice is-out">{name}</span>;
  return (
    <a
      id={`choice-${title}-${value}`}
      className={isSoldOut ? 'choice is-out' : 'choice'}
      href={`/products/${encodeURIComponent(handle)}?variant=${variantId}#options`}
      aria-current={isChosen ? 'true' : undefined}
      data-swap
    >
      {name}
    </a>
  );
}

/** The product's options, each value a link to the variant that it leads to, so that choosing needs no script. */
export function Options({ product, chosen }: { product: Product; chosen: Variant }) {
  const options = choicesOf(product, chosen).filter(({ choices }) => choices.length > 1);
  if (options.length === 0) return null;
  return (
    <div id="options" className="options">
      {options.map(({ title, choices }) => (
        <div key={title} role="group" aria-label={title}>
          <p className="option-title" aria-hidden>
            {title}
          </p>
          <div className="choices">
            {choices.map((choice) => (
              <ChoiceLink key={choice.value} handle={product.handle} title={title} choice={choice} />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
