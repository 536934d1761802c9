/** The same parts, each given while the next one is made: whoever waits for something with a part in hand loses no time. */
export async function* oneAhead<T>(parts: AsyncGenerator<T>): AsyncGenerator<T> {
  const ask = () => {
    const asked = parts.next();
    // It is told when its turn comes, and nobody may come to hear of it.
    asked.catch(() => undefined);
    return asked;
  };
  try {
    for (let next = ask(); ; ) {
      const part = await next;
      if (part.done) return;
      next = ask();
      yield part.value;
    }
  } finally {
    await parts.return(undefined);
  }
}
