import type { NextPageContext } from 'next';
import { BROKEN, NOT_FOUND } from '../shop/problem.ts';
import { readSettings } from '../shop/settings.ts';
import { ProblemView } from '../view/problem-view.tsx';

export const config = { unstable_runtimeJS: false };

/** What no page answers: an unknown address, a malformed one, or a fault of Next.js itself. */
export default function ErrorPage({ status }: { status: number }) {
  return <ProblemView {...(status >= 500 ? BROKEN : NOT_FOUND)} status={status} />;
}

ErrorPage.getInitialProps = ({ res }: NextPageContext) => {
  const { name, country, currency } = readSettings();
  return { status: res?.statusCode ?? 500, shop: { name, country, currency, itemsInCart: 0 } };
};
