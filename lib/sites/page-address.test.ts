import { expect, test } from 'vitest';
import { pageAddress } from './page-address.ts';

test('places on a page have one address, and routes one each', () => {
  const page = 'https://desk.example/tickets/7?view=all';
  for (const place of ['', '#', '#comment-2', '#a/b', '#:~:text=x', '#top#/x'])
    expect(pageAddress(page + place)).toBe(page);
  const routes = ['#/', '#/tickets/8', '#!/tickets/8'];
  expect(new Set(routes.map((route) => pageAddress(page + route))).size).toBe(routes.length);
  expect(pageAddress(`${page}#/tickets/8#note`)).toBe(`${page}#/tickets/8`);
});
