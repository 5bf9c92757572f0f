import { BackendFault } from '../medusa/client.ts';

/** What a person sees in place of the page. */
export interface ProblemProps {
  status: number;
  title: string;
  text: string;
}

/** Thrown anywhere below a page: the page is answered with this status and these words. */
export class Problem extends Error {
  override name = 'Problem';
  readonly props: ProblemProps;

  constructor(status: number, title: string, text: string, options?: ErrorOptions) {
    super(title, options);
    this.props = { status, title, text };
  }
}

export const NOT_FOUND: ProblemProps = {
  status: 404,
  title: 'There is nothing at this address',
  text: 'It may have been mistyped, or what was here is no longer sold.',
};

export const BROKEN: ProblemProps = {
  status: 500,
  title: 'This page could not be shown',
  text: 'Something in the shop failed, and was written down for the shop. Please try again.',
};

const AWAY: ProblemProps = {
  status: 503,
  title: 'The shop cannot be reached at the moment',
  text: 'Its back office does not answer. Your cart is kept, and no order is placed twice. Please try again in a minute.',
};

/** Any error as what a person is told of it. */
export const describeProblem = (error: unknown): ProblemProps => {
  if (error instanceof Problem) return error.props;
  if (error instanceof BackendFault) return AWAY;
  return BROKEN;
};

/** Whether the backend refused what the person asked for, which is another matter than being away or refusing the shop's key. */
export const isRefusal = (error: unknown): error is BackendFault & { status: number } =>
  error instanceof BackendFault &&
  error.status !== null &&
  error.status >= 400 &&
  error.status < 500 &&
  !/publishable/i.test(error.message);

const REFUSALS: Record<string, string> = {
  insufficient_inventory: 'There are not that many left. Choose a smaller quantity.',
  // Two requests for one cart at the same moment, such as a button pressed twice.
  invalid_state_error: 'The shop was busy with your cart. Please try once more.',
};

/** The refusal as a sentence for the person; Medusa's own words, which are plain, where there are none of ours. */
export const describeRefusal = (refusal: BackendFault): string =>
  REFUSALS[refusal.code ?? ''] ?? `The shop could not do this: ${refusal.message.replace(/\.?$/, '.')}`;
