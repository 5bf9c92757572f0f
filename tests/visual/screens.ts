import type { Page } from '@playwright/test';
import type { StoreEvent, StoreView } from '#server/stores/view.ts';
import { ANSWERS, ENTRIES, entriesOf } from './answers.ts';
import { ago } from './moments.ts';
import { CRASH_EVENTS, MEDUSA_CRASHING, MEDUSA_PULLING } from './parts.ts';
import { Refusal, type Answers } from './stand-in.ts';
import { comingUp, countsOf, deleting, failed, operation, queued, readyStore, vanished } from './stores.ts';

export type Screen = {
  path: string;
  /** `nobody`: signed out; a person unless it says otherwise. */
  who?: 'nobody' | 'administrator';
  answers?: Answers;
  events?: StoreEvent[];
  /** What is on the screen when it is there. */
  shows: string | RegExp;
  /** Only the dialog is of interest: what is behind it has a picture of its own. */
  isDialog?: true;
  /** Shows that something is waited for, which other screens have behind them. */
  isLoading?: true;
  /** What a person does before the picture is taken. */
  act?: (page: Page) => Promise<void>;
};

const button = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click();
const key = (pressed: string) => (page: Page) => page.keyboard.press(pressed);

/** The page of a store, with what was done to it and what the cluster says of it: where nothing else is said, that of `readyStore`. */
function storeScreen(store: StoreView, shows: Screen['shows'], answers: Answers['store'] = {}): Screen {
  return {
    path: `/stores/${store.id}`,
    answers: {
      store: { get: store, operations: [store.operation], ...answers },
      audit: { list: { entries: entriesOf(store), nextCursor: null } },
    },
    events: [{ kind: 'snapshot', stores: [store], counts: countsOf([store]) }],
    shows,
  };
}

const early = { pods: [], events: [], use: null, orderCheck: null, answer: null };
const gone = operation({ kind: 'delete', status: 'succeeded', startedAt: ago(20, 's'), reached: 4 });
const emptyList = { stores: [], nextCursor: null, counts: countsOf([]) };
const AWAY = new Refusal(
  'UNAVAILABLE',
  'The cluster could not be asked just now. Stores go on running; try again in a moment.',
);

function naming(name: string, answers: Answers['store'] = {}): Screen {
  return {
    path: '/',
    answers: { store: answers },
    shows: 'corner-books',
    isDialog: true,
    act: async (page) => {
      await page.keyboard.press('c');
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
      await page.getByRole('dialog').getByRole('button', { name: 'Create store' }).click();
    },
  };
}

/** Every screen in every state that looks different. */
export const SCREENS: Record<string, Screen> = {
  'sign-in': { path: '/sign-in', who: 'nobody', shows: 'Open a shop in minutes' },
  'sign-in-refused': { path: '/sign-in?error=UnverifiedEmail&ended=1', who: 'nobody', shows: 'Your session has ended' },

  'list-loading': {
    path: '/',
    answers: { store: { list: undefined } },
    shows: 'Loading your stores…',
    isLoading: true,
  },
  'list-empty': { path: '/', answers: { store: { list: emptyList } }, shows: 'Choose a name and a type.' },
  list: { path: '/', shows: 'corner-books' },
  'list-without-match': {
    path: '/?name=nothing&status=ready',
    answers: { store: { list: emptyList } },
    shows: 'No store matches',
  },
  'list-away': { path: '/', answers: { store: { list: AWAY } }, shows: 'Your stores could not be loaded.' },

  'create-dialog': { path: '/', shows: 'corner-books', isDialog: true, act: key('c') },
  'create-dialog-good': naming('flower-power'),
  'create-dialog-empty': naming(''),
  'create-dialog-broken': naming('My--shop-'),
  'create-dialog-reserved': naming('admin'),
  'create-dialog-taken': naming('corner-books', {
    isNameFree: false,
    create: new Refusal('NAME_TAKEN', 'The name "corner-books" is in use. Choose another one.'),
  }),

  'store-waiting': storeScreen(queued, 'Waiting to start', early),
  'store-coming-up': storeScreen(comingUp, 'pulling the image', {
    ...early,
    pods: MEDUSA_PULLING,
    use: ANSWERS.store.use,
    logs: '',
  }),
  'store-ready': storeScreen(readyStore, 'Read the order back', {}),
  'store-ready-opened': {
    ...storeScreen(readyStore, 'Read the order back'),
    act: async (page) => {
      await button('Reveal')(page);
      await button('web-6d9f7c5b8-x2k4p')(page);
      await page.getByRole('link', { name: 'Provisioning ended' }).click();
    },
  },
  'store-silent': storeScreen(readyStore, 'has not answered since', {
    answer: {
      answers: false,
      reason: 'It says 503 Service Unavailable.',
      since: ago(12, 'min'),
      askedAt: ago(20, 's'),
    },
    orderCheck: {
      state: 'failed',
      startedAt: ago(2, 'min'),
      finishedAt: ago(1, 'min'),
      steps: [{ name: 'Find the product', ms: 112 }],
      failure: { step: 'Check out', answer: 'HTTP 500: There has been a critical error on this website.' },
    },
  }),
  'store-failed': storeScreen(failed, 'Last log lines', {
    pods: MEDUSA_CRASHING,
    events: CRASH_EVENTS,
    orderCheck: null,
    answer: null,
    logs: '',
  }),
  'store-vanished': storeScreen(vanished, 'is no longer there', early),
  'store-away': storeScreen(readyStore, 'Without the pods it is not known', {
    pods: AWAY,
    events: AWAY,
    use: AWAY,
    orderCheck: AWAY,
    answer: null,
  }),
  'store-deleting': storeScreen(deleting, 'pvc-protection', early),
  'store-delete-dialog': { ...storeScreen(readyStore, 'Read the order back'), isDialog: true, act: button('Delete') },
  'store-gone': {
    ...storeScreen(deleting, 'is gone'),
    events: [
      { kind: 'snapshot', stores: [deleting], counts: countsOf([deleting]) },
      { kind: 'deleted', id: deleting.id, counts: countsOf([]) },
    ],
    answers: {
      store: { get: deleting, operations: [gone] },
      audit: { list: { entries: entriesOf(deleting), nextCursor: null } },
    },
  },
  'store-unknown': {
    path: '/stores/aaaaaaaaaa',
    answers: { store: { get: new Refusal('NOT_FOUND', 'There is no such store.') } },
    shows: 'There is no such store',
  },

  settings: { path: '/settings', shows: 'Another browser' },
  'settings-new': {
    path: '/settings',
    answers: { token: { list: [] }, session: { list: ANSWERS.session.list.slice(0, 1) } },
    shows: 'No tokens yet.',
  },
  'token-dialog': { path: '/settings', shows: 'Another browser', isDialog: true, act: button('Create token') },
  health: { path: '/health', shows: 'Everything works.' },
  'health-degraded': {
    path: '/health',
    answers: {
      health: {
        get: {
          ...ANSWERS.health.get,
          status: 'degraded',
          kubernetes: {
            ok: false,
            message: 'The cluster does not answer. Stores go on running; new work waits until it is back.',
          },
          rights: {
            ok: false,
            message: 'The account lacks the right to create namespaces. Install helm/platform again.',
          },
          orphans: null,
        },
      },
    },
    shows: 'Something is away',
  },
  palette: { path: '/health', shows: 'Everything works.', isDialog: true, act: key('Control+k') },
  keys: { path: '/health', shows: 'Everything works.', isDialog: true, act: key('?') },
  offline: { path: '/', shows: 'corner-books', act: (page) => page.context().setOffline(true) },
  'no-such-page': { path: '/no-such-page', shows: 'There is no such page' },

  'admin-stores': { path: '/admin/stores', who: 'administrator', shows: 'corner-books' },
  'admin-people': { path: '/admin/people', who: 'administrator', shows: 'bert@example.org' },
  'admin-limit-dialog': {
    path: '/admin/people',
    who: 'administrator',
    shows: 'bert@example.org',
    isDialog: true,
    act: button(/^Limit/),
  },
  'admin-disable-dialog': {
    path: '/admin/people',
    who: 'administrator',
    shows: 'bert@example.org',
    isDialog: true,
    act: button(/^Disable/),
  },
  'admin-work': { path: '/admin/work', who: 'administrator', shows: 'tea-house' },
  'admin-work-none': {
    path: '/admin/work',
    who: 'administrator',
    answers: { admin: { work: [] } },
    shows: 'Nothing is to be done',
  },
  'admin-namespaces': { path: '/admin/namespaces', who: 'administrator', shows: 'summer-sale' },
  'admin-namespaces-none': {
    path: '/admin/namespaces',
    who: 'administrator',
    answers: { admin: { mismatches: { orphans: [], missing: [] } } },
    shows: 'No store has lost its namespace.',
  },
  'admin-remove-dialog': {
    path: '/admin/namespaces',
    who: 'administrator',
    shows: 'summer-sale',
    isDialog: true,
    act: button(/^Remove/),
  },
  audit: { path: '/audit', who: 'administrator', shows: ENTRIES[0]?.person ?? '' },
};
