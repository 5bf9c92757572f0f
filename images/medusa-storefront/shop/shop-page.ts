import type { GetServerSideProps, GetServerSidePropsContext } from 'next';
import { BackendFault } from '../medusa/client.ts';
import { isOwnOrigin } from './own-origin.ts';
import { describeProblem, Problem, type ProblemProps } from './problem.ts';
import type { Settings } from './settings.ts';
import { beginVisit, type Visit } from './visit.ts';

/** What the frame of every page shows. */
export interface Shop extends Pick<Settings, 'name' | 'country' | 'currency'> {
  itemsInCart: number;
}

/** A page, with 200 unless it says otherwise, or another address to go on to. */
export type Answer<Page> = { page: Page; status?: number } | { goTo: string };

type Handler<Page> = (visit: Visit) => Promise<Answer<Page>>;

export type ShopPageProps<Page> = { shop: Shop } & (Page | { problem: ProblemProps });

const shopOf = async ({ settings: { name, country, currency }, cart }: Visit): Promise<Shop> => {
  // A cart that can't be read must not hide the page that says why.
  const current = await cart().catch(() => null);
  const lines = current?.completed_at === null ? current.items : [];
  return { name, country, currency, itemsInCart: lines.reduce((sum, { quantity }) => sum + quantity, 0) };
};

const pick = <Page>(handlers: Partial<Record<string, Handler<Page>>>, { req, res }: GetServerSidePropsContext) => {
  const handler = handlers[req.method === 'HEAD' ? 'GET' : (req.method ?? '')];
  if (handler) return handler;
  res.setHeader('Allow', Object.keys(handlers).join(', '));
  throw new Problem(405, 'This address does not do that', 'Go back to the shop and try from there.');
};

const causesOf = (error: Error): string =>
  error.cause instanceof Error ? `${error.message}: ${causesOf(error.cause)}` : error.message;

const report = (problem: ProblemProps, error: unknown, { req }: GetServerSidePropsContext) => {
  if (problem.status < 500) return;
  const path = req.url?.split('?')[0];
  const isForeseen = error instanceof BackendFault || error instanceof Problem;
  console.error(`${req.method} ${path} was answered with ${problem.status}:`, isForeseen ? causesOf(error) : error);
};

/**
 * Serves a page of the shop by its methods. A post from another site is refused, and whatever is thrown becomes a readable page
 * with the right status.
 */
export const shopPage =
  <Page extends object>(handlers: Partial<Record<'GET' | 'POST', Handler<Page>>>): GetServerSideProps =>
  async (context) => {
    const { req, res } = context;
    const visit = beginVisit(context);
    try {
      const handler = pick(handlers, context);
      if (req.method === 'POST' && !isOwnOrigin(req.headers.origin, req.headers.host, visit.settings.url)) {
        throw new Problem(403, 'This form came from another site', 'Open the shop itself and try from there.');
      }
      const answer = await handler(visit);
      if ('goTo' in answer) return { redirect: { destination: answer.goTo, statusCode: 303 } };
      res.statusCode = answer.status ?? 200;
      return { props: { shop: await shopOf(visit), ...answer.page } };
    } catch (error) {
      const problem = describeProblem(error);
      report(problem, error, context);
      res.statusCode = problem.status;
      return { props: { shop: await shopOf(visit), problem } };
    }
  };
