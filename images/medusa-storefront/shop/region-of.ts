import type { Region } from '../medusa/shapes.ts';
import { Problem } from './problem.ts';
import type { Visit } from './visit.ts';

/** The shop's region. Throws Problem 503 in a shop that sells nowhere yet. */
export const regionOf = async (visit: Visit): Promise<Region> => {
  const region = await visit.region();
  if (region) return region;
  throw new Problem(503, 'The shop is being set up', 'It does not take orders yet. Please come back soon.');
};
