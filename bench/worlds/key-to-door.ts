/**
 * Key to door: a key taken long before opens a door, and apples on the way pay far more.
 *
 * Dynamics restated from COCOA's linear key-to-door (Meulemans and others 2023), lengths 23 to 103: a key in the first cell, an
 * apple in each cell between with probability .8 (the same cells in every episode), worth .1 or .9 with equal chance, a treasure of
 * .2 behind the door if one has the key and opens; all times 23/length. Here the apples are outcomes of their own type, and
 * everything is done or passed by with equal chance.
 *
 * The rare key: it is found in one case of ten, in a thread of its own that nothing but a shared entity links to the door.
 * Decoys are found with it, and are linked to the door in the same way; other entities are shared by everybody.
 */
import { seededRandom } from '../../lib/records/seeded-random.ts';
import { type Episode, episodeWorld } from './episodes.ts';
import type { PlantedStep } from './lay-out-in-time.ts';
import type { PlantedLog, PlantedWorld, WorldOptions } from './planted-world.ts';

const LENGTHS = [23, 43, 63, 83, 103] as const;
const TREASURE = 0.2;
const APPLES = [0.1, 0.9] as const;
const APPLE_IN_CELL = 0.8;

function keyToDoorLog({ name = 'door', ...options }: WorldOptions, length: number): PlantedLog {
  const scale = 23 / length;
  const cells = seededRandom(2_022);
  const apples = Array.from({ length: length - 3 }, () => cells() < APPLE_IN_CELL);
  const [takeKey, passKey] = [`${name}:take:key`, `${name}:pass:key`];
  const [takeApple, passApple, walk] = [`${name}:take:apple`, `${name}:pass:apple`, `${name}:walk:on`];
  const [open, passDoor] = [`${name}:open:door`, `${name}:pass:door`];
  const treasure = TREASURE * scale;
  let [keys, opened] = [0, 0];
  const draw = (random: () => number): Episode => {
    const [hasKey, opens] = [random() < 0.5, random() < 0.5];
    keys += Number(hasKey);
    opened += Number(opens);
    const between = apples.map((apple): PlantedStep => {
      if (!apple) return { type: walk };
      if (random() < 0.5) return { type: passApple };
      const worth = APPLES[Math.floor(random() * APPLES.length)]! * scale;
      return { type: takeApple, atOnce: { type: `${name}:come:apple`, value: worth } };
    });
    const key: PlantedStep = { type: hasKey ? takeKey : passKey };
    const door: PlantedStep = { type: opens ? open : passDoor };
    const value = hasKey && opens ? treasure : 0;
    const credit = [
      [key, opens ? (hasKey ? treasure : -treasure) : 0],
      [door, hasKey ? (opens ? treasure : -treasure) : 0],
    ] as const;
    const decidedBy = credit.filter(([, share]) => share !== 0).map(([step]) => step);
    return { steps: [key, ...between, door], value, expected: value, credit, decidedBy };
  };
  return episodeWorld({ ...options, name }, `${name}:come:treasure`, draw, ({ length: n }) => {
    const [ofKey, ofOpening] = [(treasure * opened) / Math.max(1, n), (treasure * keys) / Math.max(1, n)];
    return {
      total: new Map([
        [takeKey, ofKey],
        [passKey, -ofKey],
        [open, ofOpening],
        [passDoor, -ofOpening],
        [takeApple, 0],
        [passApple, 0],
        [walk, 0],
      ]),
    };
  });
}

const KEY_RATE = 0.1;
const [DOOR_WITH_KEY, DOOR_WITHOUT] = [0.9, 0.05];
const DECOYS = 3;
const [DECOY_WITH_KEY, DECOY_WITHOUT] = [0.8, 0.15];
const OTHERS = 8;

function rareKeyLog({ name = 'chest', ...options }: WorldOptions): PlantedLog {
  const key = `${name}:find:key`;
  const decoyOf = (i: number) => `${name}:find:decoy-${i}`;
  const otherOf = (i: number) => `${name}:do:other-${i}`;
  const everybody = [`${name}-place:hall`, `${name}-person:ana`];
  const effect = DOOR_WITH_KEY - DOOR_WITHOUT;
  const draw = (random: () => number, j: number): Episode => {
    const entities = [`${name}:${j}`, everybody[Math.floor(random() * everybody.length)]!];
    const found = random() < KEY_RATE;
    const aside = (type: string, n: number): PlantedStep => ({ type, entities, thread: `aside-${j}-${n}` });
    const keyStep = aside(key, 0);
    const early = found ? [keyStep] : [];
    for (let i = 0; i < DECOYS; i++) {
      if (random() >= (found ? DECOY_WITH_KEY : DECOY_WITHOUT)) continue;
      // Decoys are found before or after the key.
      early.splice(Math.floor(random() * (early.length + 1)), 0, aside(decoyOf(i), i + 1));
    }
    const later = Array.from({ length: OTHERS }, (_, i) => i)
      .filter(() => random() < 0.3)
      .map((i): PlantedStep => ({ type: otherOf(i), entities: [everybody[Math.floor(random() * everybody.length)]!] }));
    const expected = found ? DOOR_WITH_KEY : DOOR_WITHOUT;
    const luck = random();
    return {
      steps: [...early, ...later],
      value: Number(luck < expected),
      expected,
      entities,
      credit: found ? [[keyStep, effect]] : [],
      decidedBy: found && luck < DOOR_WITH_KEY && luck >= DOOR_WITHOUT ? [keyStep] : [],
    };
  };
  const total = new Map([[key, effect]]);
  for (let i = 0; i < DECOYS; i++) total.set(decoyOf(i), 0);
  for (let i = 0; i < OTHERS; i++) total.set(otherOf(i), 0);
  return episodeWorld({ ...options, name }, `${name}:come:treasure`, draw, () => ({ total }), { noise: 0.5 });
}

export const KEYS_TO_DOORS: readonly PlantedWorld[] = [
  ...LENGTHS.map((length) => ({
    name: `key-to-door-${length}`,
    about: `A key taken ${length - 2} steps before the door is half of what opens it, apples between pay more: the key must be credited, and no apple.`,
    generate: (options: WorldOptions) => keyToDoorLog(options, length),
  })),
  {
    name: 'rare-key',
    about:
      'A key found in one case of ten, in another thread, linked to the door by an entity only, as its decoys are: the key must be credited, and no decoy.',
    generate: rareKeyLog,
  },
];
