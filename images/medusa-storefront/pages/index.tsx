import { listProducts, PAGE_SIZE } from '../medusa/products.ts';
import type { Product } from '../medusa/shapes.ts';
import { NOT_FOUND, Problem } from '../shop/problem.ts';
import { shopPage, type Shop } from '../shop/shop-page.ts';
import { Catalogue } from '../view/catalogue.tsx';
import { PageTitle } from '../view/page-title.tsx';

export const config = { unstable_runtimeJS: false };

interface Page {
  products: Product[];
  page: number;
  pages: number;
}

export const getServerSideProps = shopPage<Page>({
  GET: async ({ backend, region, settings, query, picture }) => {
    const asked = query('page') ?? '1';
    const page = /^[1-9]\d{0,3}$/.test(asked) ? Number(asked) : NaN;
    const shopRegion = await region();
    if (shopRegion === null) return { page: { products: [], page: 1, pages: 1 } };
    if (Number.isNaN(page)) throw new Problem(404, NOT_FOUND.title, NOT_FOUND.text);

    const { products, count } = await listProducts(backend, shopRegion, settings.country, page);
    const pages = Math.max(1, Math.ceil(count / PAGE_SIZE));
    if (page > pages) throw new Problem(404, NOT_FOUND.title, NOT_FOUND.text);
    const shown = products.map((product) => ({ ...product, thumbnail: picture(product.thumbnail) }));
    return { page: { products: shown, page, pages } };
  },
});

export default function CataloguePage({ shop, ...page }: Page & { shop: Shop }) {
  return (
    <>
      <PageTitle shop={shop} description={`Everything at ${shop.name}.`} />
      <Catalogue shop={shop} {...page} />
    </>
  );
}
