/** The address of a page: a place to scroll to is no other page, a route behind the # is. */
export function pageAddress(href: string): string {
  return href.replace(/#(?!!?\/).*$/, '');
}
