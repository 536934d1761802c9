/**
 * What is asked of an element, past its fields: a form answers to the names of its fields, so that one named `matches` or
 * `parentElement` would answer for its form, wrongly or by throwing. What an element inherits, no field can take.
 */
function asked<N extends Node, K extends keyof N>(node: N, what: K): N[K] {
  return Reflect.get(Object.getPrototypeOf(node), what, node);
}

export const matches = (element: Element, selector: string): boolean =>
  asked(element, 'matches').call(element, selector);

export const closest = (element: Element, selector: string): Element | null =>
  asked(element, 'closest').call(element, selector);

export const contains = (node: Node, other: Node | null): boolean => asked(node, 'contains').call(node, other);

export const find = (element: Element, selector: string): Element | null =>
  asked(element, 'querySelector').call(element, selector);

export const attributeOf = (element: Element, name: string): string | null =>
  asked(element, 'getAttribute').call(element, name);

/** Null of a document itself. */
export const documentOf = (node: Node): Document | null => asked(node, 'ownerDocument');

export const firstChildOf = (element: Element): Element | null => asked(element, 'firstElementChild');

export const parentOf = (node: Node): Element | null => asked(node, 'parentElement');

/** In capitals, also in XHTML. */
export const tagOf = (element: Element): string => asked(element, 'tagName').toUpperCase();
