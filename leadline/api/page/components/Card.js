import { html } from "../html.js";
import { CitationsCard } from "./CitationsCard.js";
import { DocumentCard } from "./DocumentCard.js";
import { PictureCard } from "./PictureCard.js";
import { StorySetCard } from "./StorySetCard.js";
import { TableCard } from "./TableCard.js";

const KINDS = {
  table: TableCard,
  timeline: PictureCard,
  chart: PictureCard,
  heat_map: PictureCard,
  story_set: StorySetCard,
  report: DocumentCard,
  document: DocumentCard,
  citations: CitationsCard,
};

// `place` says where a card stands: its turn, its index there, and the key under which its reader's choices are kept.
export function Card(card, index, turn, state, act) {
  const component = KINDS[card.kind];
  const place = { index, turn, key: `${turn.message_id}/${index}`, choices: state.choices };
  return component
    ? component(card, place, state, act)
    : html`<section class="card"><h3>${card.title}</h3><p class="hint">This page cannot show a card of the kind “${card.kind}”.</p></section>`;
}
