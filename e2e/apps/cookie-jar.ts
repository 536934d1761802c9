/** Somebody's session with a web app over plain HTTP: what another person does while Ana is away. */
export interface CookieJar {
  /** Follows no redirects: what an app answers to a form is where it leads. */
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /** As in a `Cookie` header. */
  cookies(): string;
}

export function createCookieJar(): CookieJar {
  const jar = new Map<string, string>();
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  return {
    cookies,
    async fetch(url, init = {}) {
      const headers = new Headers(init.headers);
      headers.set('cookie', cookies());
      const response = await fetch(url, { redirect: 'manual', ...init, headers });
      for (const set of response.headers.getSetCookie()) {
        const [name = '', value = ''] = set.split(';')[0]!.split(/=(.*)/s);
        if (value === '') jar.delete(name);
        else jar.set(name, value);
      }
      return response;
    },
  };
}
