import '@fontsource-variable/geist/wght.css';
import type { AppProps } from 'next/app';
import type { ProblemProps } from '../shop/problem.ts';
import type { Shop } from '../shop/shop-page.ts';
import '../styles/base.css';
import '../styles/frame.css';
import '../styles/catalogue.css';
import '../styles/product.css';
import '../styles/cart.css';
import '../styles/form.css';
import { Frame } from '../view/frame.tsx';
import { ProblemView } from '../view/problem-view.tsx';

/** Every page inside the shop's frame; in its place the problem that kept it from being made. */
export default function App({ Component, pageProps }: AppProps<{ shop?: Shop; problem?: ProblemProps }>) {
  const { shop, problem } = pageProps;
  return <Frame shop={shop}>{problem ? <ProblemView {...problem} /> : <Component {...pageProps} />}</Frame>;
}
