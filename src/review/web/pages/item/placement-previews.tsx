/** How a text looks where readers meet it: on the front page, in a push notice, on a card. */
export function PlacementPreviews({
  text,
  section,
  publication,
  standfirst,
}: {
  readonly text: string;
  readonly section: string | null;
  readonly publication: string;
  readonly standfirst: string | null;
}) {
  return (
    <div className="placements">
      <figure>
        <div className="placement placement--front">
          {section && <span className="placement__section">{section}</span>}
          <span className="placement__title">{text}</span>
          {standfirst && <span className="placement__standfirst">{standfirst}</span>}
        </div>
        <figcaption>Front page</figcaption>
      </figure>
      <figure>
        <div className="placement placement--push">
          <span className="placement__from">
            <i aria-hidden="true" />
            {publication}
            <span>now</span>
          </span>
          <span className="placement__title">{text}</span>
        </div>
        <figcaption>Push notice, cut after two lines</figcaption>
      </figure>
      <figure>
        <div className="placement placement--card">
          <span className="placement__picture" aria-hidden="true" />
          <span className="placement__title">{text}</span>
        </div>
        <figcaption>Card</figcaption>
      </figure>
    </div>
  );
}
