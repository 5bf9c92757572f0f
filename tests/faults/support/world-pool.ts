import { createWorld, type World } from './world.ts';

/** Several worlds, so that cases of a matrix run side by side: each case has one to itself, in which no app runs yet. */
export type WorldPool = {
  use: <T>(work: (world: World) => Promise<T>) => Promise<T>;
  close: () => Promise<void>;
};

/** Worlds with an Inngest engine each. */
export async function createWorlds(count: number): Promise<WorldPool> {
  const worlds = await Promise.all(Array.from({ length: count }, () => createWorld()));
  await Promise.all(worlds.map((world) => world.startInngest()));
  const free = [...worlds];
  const waiting: ((world: World) => void)[] = [];
  const take = () => {
    const world = free.pop();
    return world ? Promise.resolve(world) : new Promise<World>((resolve) => waiting.push(resolve));
  };
  return {
    use: async (work) => {
      const world = await take();
      try {
        return await work(world);
      } finally {
        await world.killApps();
        const next = waiting.shift();
        if (next) next(world);
        else free.push(world);
      }
    },
    close: async () => {
      await Promise.all(worlds.map((world) => world.close()));
    },
  };
}
