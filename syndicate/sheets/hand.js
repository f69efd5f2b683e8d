"use strict";

const byId = (id) => document.getElementById(id);
const words = (id) => byId(id).textContent.trim();
const picture = byId("picture");
const share = byId("share");
const said = byId("said");

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // without https there is no clipboard of that kind: let the browser copy what is selected
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const name = button.textContent;
  button.addEventListener("click", async () => {
    const done = (await copy(words(button.dataset.copy))) ? button.dataset.done : button.dataset.failed;
    button.textContent = said.textContent = done;
    setTimeout(() => { button.textContent = name; said.textContent = ""; }, 2500);
  });
}

// a phone's share sheet; the picture is fetched before the tap, since a tap may wait for nothing
async function offerShare() {
  if (!navigator.canShare || !matchMedia("(pointer: coarse)").matches) return;
  let gift = { text: words("text") };
  if (picture) {
    try {
      const blob = await (await fetch(picture.src)).blob();
      const file = new File([blob], picture.src.split("/").pop(), { type: blob.type });
      const both = { ...gift, files: [file] };
      if (navigator.canShare(both)) gift = both;
    } catch {
      // the text alone can be shared, and the picture saved
    }
  }
  if (!navigator.canShare(gift)) return;
  share.hidden = false;
  share.querySelector("button").addEventListener("click", async () => {
    copy(gift.text); // some apps take the picture and leave the text
    try {
      await navigator.share(gift);
      byId("address").focus();
    } catch {
      // closed without sharing: nothing happened
    }
  });
}
offerShare();

const address = byId("address");
address.addEventListener("input", () => {
  const url = address.value.trim();
  const posted = byId("posted");
  if (posted) posted.href = posted.dataset.template.replace("{text}", encodeURIComponent(url));
  const command = byId("command");
  // what a shell would read as more than an address stays out of the command
  const plain = /^https?:\/\/[\w.~:/?#@!&=+,;%-]+$/.test(url) ? ` --url "${url}"` : "";
  if (command) command.textContent = command.dataset.command + plain;
});
