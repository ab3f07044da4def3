// “Use this view” in a dialog: the page of its own is fetched and its main part shown; its form changes snippets and
// preview in place. Copying what stands near a button.
"use strict";
(() => {
  const NAMES = ["id", "for", "aria-labelledby", "aria-describedby", "list"];
  let dialog = null;

  // Within the dialog every name gets a prefix: the page around it may have the same ones.
  const apart = (root) => {
    for (const name of NAMES) {
      for (const e of CM.all(`[${name}]`, root)) {
        e.setAttribute(name, e.getAttribute(name).split(" ").map((id) => `in-${id}`).join(" "));
      }
    }
    for (const link of CM.all('a[href^="#"]', root)) link.setAttribute("href", `#in-${link.hash.slice(1)}`);
    return root;
  };
  const show = (root) => {
    for (const item of CM.all(".copy-near[hidden]", root)) item.hidden = false;
    for (const item of CM.all(".share-go", root)) item.hidden = true; // the form answers by itself
  };
  CM.hooks.push(() => show(document));

  const page = async (address) => {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    if (!response.ok) throw new Error(String(response.status));
    const found = new DOMParser().parseFromString(await response.text(), "text/html").querySelector(".share-page");
    if (!found) throw new Error("no page");
    return found;
  };

  const frame = () => {
    const made = document.createElement("dialog");
    made.className = "share-dialog";
    made.setAttribute("aria-labelledby", "share-dialog-title");
    made.innerHTML = '<div class="share-bar"><h2 id="share-dialog-title"></h2><button type="button"></button></div><div class="share-in"></div>';
    made.querySelector("button").addEventListener("click", () => made.close());
    made.addEventListener("click", (event) => event.target === made && made.close()); // beside the dialog
    made.addEventListener("close", () => {
      made.querySelector(".share-in").replaceChildren();
      const { opener } = made;
      if (opener && opener.isConnected) opener.focus({ preventScroll: true });
    });
    document.body.append(made);
    return made;
  };

  const to = (section) => {
    const place = section && dialog.querySelector(`#in-${CSS.escape(section)}`);
    if (!place) return;
    const title = place.querySelector("h2");
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
    place.scrollIntoView({ block: "start" });
  };

  const open = async (link) => {
    const url = new URL(link.href);
    link.setAttribute("aria-busy", "true");
    try {
      const found = await page(url.pathname + url.search);
      dialog = dialog || frame();
      const head = found.querySelector(".share-head");
      dialog.querySelector("h2").textContent = `${head.querySelector(".kicker").textContent}: ${head.querySelector("h1").textContent}`;
      dialog.querySelector("button").textContent = found.dataset.close;
      for (const e of CM.all(".kicker, h1, .share-back", head)) e.remove();
      dialog.querySelector(".share-in").replaceChildren(apart(found));
      show(dialog);
      dialog.opener = link;
      if (!dialog.open) dialog.showModal();
      dialog.scrollTop = 0;
      to(url.hash.slice(1));
    } catch (error) {
      location.assign(link.href);
    } finally {
      link.removeAttribute("aria-busy");
    }
  };

  document.addEventListener("click", (event) => {
    const inner = event.target.closest(".share-dialog a[href^='#in-']");
    if (inner) {
      event.preventDefault();
      to(inner.hash.slice(4));
      return;
    }
    const link = event.target.closest("a[data-share]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button || !window.HTMLDialogElement) return;
    event.preventDefault();
    open(link);
  });
  window.addEventListener("popstate", () => dialog && dialog.close(), true);

  // The form: what it changes is fetched and put in place; on the page itself the address follows.
  let turn = 0;
  const change = async (form) => {
    if (!form.checkValidity()) return;
    const keys = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    const query = keys.toString().replace(/%2C/g, ",").replace(/%3A/g, ":").replace(/%3B/g, ";");
    const address = `${form.getAttribute("action").split("#")[0]}?${query}`;
    const root = form.closest(".share-page");
    const mine = ++turn;
    try {
      const found = await page(address);
      if (mine !== turn) return;
      if (root.closest("dialog")) apart(found);
      else history.replaceState(null, "", address);
      for (const own of CM.all("[data-share-part]", root)) {
        const fresh = found.querySelector(`[data-share-part="${own.dataset.sharePart}"]`);
        if (fresh && own.innerHTML !== fresh.innerHTML) own.replaceWith(fresh);
      }
      show(root);
      CM.say(root.dataset.changed);
    } catch (error) {
      form.submit();
    }
  };
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form.share-form");
    if (form) change(form);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.share-form")) return;
    event.preventDefault();
    change(event.target);
  });

  // The preview is as tall as its content, unless a height was asked for.
  window.addEventListener("message", (event) => {
    const { data } = event;
    if (event.origin !== location.origin || !data || data.source !== "common-measure" || !Number.isInteger(data.height)) return;
    for (const preview of CM.all(".share-preview iframe[data-fit]")) {
      if (preview.contentWindow === event.source && data.height > 0) preview.height = Math.min(data.height, 4000);
    }
  });

  // Copy what stands near: a text to paste, or a citation, its addresses made whole.
  const copied = (place) => {
    if ("value" in place) return place.value;
    return place.textContent.trim().replace(/(^|\s)(\/(?:r|verify)\/)/g, `$1${location.origin}$2`);
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy-near]");
    if (!button) return;
    const place = button.closest(".snippet, .cited").querySelector(button.dataset.copyNear);
    try {
      await navigator.clipboard.writeText(copied(place));
    } catch (error) {
      // Without the clipboard (no https): the text is marked and copied in the old way.
      if (place.select) place.select();
      else getSelection().selectAllChildren(place);
      if (!document.execCommand("copy")) return;
    }
    const before = button.textContent;
    button.textContent = button.dataset.done;
    CM.say(button.dataset.done);
    setTimeout(() => (button.textContent = before), 2500);
  });
})();
