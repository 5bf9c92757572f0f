import type { ProblemProps } from '../shop/problem.ts';

/** In place of a page: what is the matter, and where to go from here. */
export function ProblemView({ status, title, text }: ProblemProps) {
  return (
    <section className="quiet" aria-labelledby="title">
      <p className="note">{status}</p>
      <h1 id="title">{title}</h1>
      <p>{text}</p>
      <p>
        <a className="button" href="/">
          Go to the shop
        </a>
      </p>
    </section>
  );
}
