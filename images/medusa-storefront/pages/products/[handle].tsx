import { findProduct } from '../../medusa/products.ts';
import type { Product } from '../../medusa/shapes.ts';
import { NOT_FOUND, Problem } from '../../shop/problem.ts';
import { regionOf } from '../../shop/region-of.ts';
import { shopPage, type Shop } from '../../shop/shop-page.ts';
import { PageTitle } from '../../view/page-title.tsx';
import { ProductView } from '../../view/product-view.tsx';

export const config = { unstable_runtimeJS: false };

interface Page {
  product: Product;
  pictures: string[];
  variantId: string | null;
}

export const getServerSideProps = shopPage<Page>({
  GET: async (visit) => {
    const { backend, settings, param, query } = visit;
    const product = await findProduct(backend, await regionOf(visit), settings.country, param('handle'));
    if (product === null) throw new Problem(404, NOT_FOUND.title, NOT_FOUND.text);
    const written = [product.thumbnail, ...(product.images ?? []).map(({ url }) => url)];
    const pictures = new Set(written.flatMap((address) => visit.picture(address) ?? []));
    return { page: { product, pictures: [...pictures], variantId: query('variant') ?? null } };
  },
});

export default function ProductPage({ shop, ...page }: Page & { shop: Shop }) {
  return (
    <>
      <PageTitle
        shop={shop}
        title={page.product.title}
        description={page.product.subtitle ?? page.product.description}
      />
      <ProductView shop={shop} {...page} />
    </>
  );
}
