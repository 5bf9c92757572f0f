import { say } from '#scripts/local/say.ts';
import type { Measurement, Question } from '../measurement.ts';
import { ensureLighthouse, type Audit } from './ensure-lighthouse.ts';
import { STORES, type Place } from './place.ts';

type Screen = { title: string; path(place: Place): string; isForAll?: boolean };

const SCREENS: Record<string, Screen> = {
  'sign-in': { title: 'sign-in', path: () => '/sign-in', isForAll: true },
  list: { title: `list of ${STORES} stores`, path: () => '/' },
  store: { title: 'page of a store', path: ({ storeId }) => `/stores/${storeId}` },
};

type Reading = Pick<Question, 'title' | 'unit'> & { atMost: number; read(audit: Audit): number };

const pointsOff = (category: string, atMost: number): Reading => ({
  title: `points short of 100 in ${category.replace('-', ' ')}`,
  unit: 'points',
  atMost,
  read: ({ categories }) => Math.round(100 - 100 * (categories[category]?.score ?? 0)),
});

const numberOf = (audit: Audit, id: string) => audit.audits[id]?.numericValue ?? Infinity;

const READINGS: Record<string, Reading> = {
  performance: pointsOff('performance', 5),
  accessibility: pointsOff('accessibility', 0),
  practices: pointsOff('best-practices', 0),
  paint: {
    title: 'largest contentful paint',
    unit: 's',
    atMost: 1.2,
    read: (audit) => numberOf(audit, 'largest-contentful-paint') / 1000,
  },
  shift: {
    title: 'cumulative layout shift',
    unit: 'shift',
    atMost: 0.02,
    read: (audit) => numberOf(audit, 'cumulative-layout-shift'),
  },
};

/** Runs of each screen; all its figures are read from the same ones. */
const runs = new Map<Screen, Promise<Audit>[]>();

function nthRun(place: Place, screen: Screen, index: number): Promise<Audit> {
  const ofScreen = runs.get(screen) ?? [];
  runs.set(screen, ofScreen);
  return (ofScreen[index] ??= audit(place, screen));
}

async function audit(place: Place, screen: Screen): Promise<Audit> {
  const { lighthouse, desktop } = await ensureLighthouse();
  const { bench, owner } = place;
  const extraHeaders: Record<string, string> = screen.isForAll ? {} : { Cookie: await owner.cookie() };
  const options = { port: owner.port, logLevel: 'error', disableStorageReset: true, extraHeaders } as const;
  const { lhr } = await lighthouse(bench.instance.urls.app + screen.path(place), options, desktop);
  for (const line of shortcomings(lhr)) say(`    ${line}`);
  return lhr;
}

/** What cost points, for whoever is to mend it. */
function shortcomings({ categories, audits }: Audit): string[] {
  return ['performance', 'accessibility', 'best-practices'].flatMap((category) =>
    (categories[category]?.auditRefs ?? []).flatMap(({ id, weight }) => {
      const { title = id, score = null } = audits[id] ?? {};
      return weight > 0 && score !== null && score < 0.9 ? [`${category}: ${title}, ${score}`] : [];
    }),
  );
}

function measurementOf(screen: Screen, { title, unit, atMost, read }: Reading): Measurement<Place> {
  let round = 0;
  return {
    title: `${screen.title}: ${title}`,
    against: 'nothing; Lighthouse, desktop',
    unit,
    pairs: 3,
    goal: { of: 'ours', atMost },
    ours: async (place) => read(await nthRun(place, screen, round++)),
    bare: async () => 0,
  };
}

/** What Lighthouse says of each screen that a person sees first. */
export const lighthouse: Record<string, Measurement<Place>> = Object.fromEntries(
  Object.entries(SCREENS).flatMap(([screenName, screen]) =>
    Object.entries(READINGS).map(([name, reading]) => [`${screenName}-${name}`, measurementOf(screen, reading)]),
  ),
);
