/** A sentence with the name of the thing it is about set off. Both are data: letters of any script, in their own direction. */
export function WithEntity({ text, entity }: { readonly text: string; readonly entity: string | null }) {
  const at = entity ? text.indexOf(entity) : -1;
  if (!entity || at < 0) return <span dir="auto">{text}</span>;
  return (
    <span dir="auto">
      {text.slice(0, at)}
      <em>{entity}</em>
      {text.slice(at + entity.length)}
    </span>
  );
}
