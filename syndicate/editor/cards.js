/** The short forms of a text (`::: bel` … `:::`) as cards in the editor: nobody needs to know how one is written. */

/**
 * Return the component of all cards. `said` has the words of its form, and `names` the kind of card that each name
 * in a text means; `kinds` are those to choose from, each with the name that a new one gets.
 */
export function card({ label, kind, title, text, hint, names, kinds }) {
  const known = Object.keys(names).sort((a, b) => b.length - a.length).join("|");
  return {
    id: "card",
    label,
    icon: "call_to_action",
    trigger: "button",
    fields: [
      { name: "kind", label: kind, widget: "select", options: kinds.map(({ kind: value, label: said }) => ({ value, label: said })), default: kinds[0].kind },
      { name: "title", label: title, widget: "string", required: false },
      { name: "text", label: text, hint, widget: "richtext", minimal: true, default: "", editor_components: [],
        buttons: ["bold", "italic", "link", "bulleted-list", "numbered-list"] },
      { name: "name", widget: "hidden" },
    ],
    pattern: new RegExp(`^::: ?(?<name>${known})(?: (?<title>[^\\n]*))?\\n(?<text>[^]*?)\\n:::$`, "m"),
    fromBlock: ({ groups }) => ({ kind: names[groups.name], title: groups.title ?? "", text: groups.text.trim(), name: groups.name }),
    toBlock: (card) => {
      // a text in English goes on with English names
      const name = names[card.name] === card.kind ? card.name : kinds.find((one) => one.kind === card.kind)?.name;
      const heading = [":::", name, (card.title ?? "").trim()].filter(Boolean).join(" ");
      return `${heading}\n${(card.text ?? "").trim()}\n:::`;
    },
    toPreview: () => "",
  };
}
