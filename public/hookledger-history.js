// The web component <hookledger-history token="hlp_...">, which shows a portal link in a frame (docs/embedding.md). Other applications load
// this file from Hookledger as a module. It runs in their pages, so it has no dependencies, and takes from them nothing but a token: the
// address of the frame is that of this file.
const { origin } = new URL(import.meta.url);
const tokenPattern = /^hlp_[\w-]{64}$/;

const styles = new CSSStyleSheet();
styles.replaceSync(`
  :host { display: block; height: 40rem; }
  :host([hidden]) { display: none; }
  iframe { display: block; width: 100%; height: 100%; border: 0; }
`);

class HookledgerHistory extends HTMLElement {
  static observedAttributes = ["token", "label"];
  #frame = null;

  constructor() {
    super();
    this.attachShadow({ mode: "open" }).adoptedStyleSheets = [styles];
  }

  connectedCallback() {
    window.addEventListener("message", this.#receive);
  }

  disconnectedCallback() {
    window.removeEventListener("message", this.#receive);
  }

  attributeChangedCallback(name) {
    if (name === "token") this.#replaceFrame();
    if (this.#frame) this.#frame.title = this.getAttribute("label") ?? "Webhook history";
  }

  /** Each token gets a frame of its own: a frame that is still loading would lose a change of its URL's fragment. */
  #replaceFrame() {
    const token = this.getAttribute("token") ?? "";
    this.#frame?.remove();
    this.#frame = null;
    if (!tokenPattern.test(token)) return;
    this.#frame = document.createElement("iframe");
    this.#frame.setAttribute("sandbox", "allow-scripts allow-same-origin");
    this.#frame.setAttribute("allow", "clipboard-write");
    this.#frame.src = `${origin}/embed#${token}`;
    this.shadowRoot.append(this.#frame);
  }

  /** Becomes the event "linkended" of the element, on which the application can set a new token. */
  #receive = ({ source, data, origin: sender }) => {
    if (source !== this.#frame?.contentWindow || sender !== origin) return;
    if (data?.type !== "hookledger:link-ended") return;
    this.dispatchEvent(
      new CustomEvent("linkended", { detail: { reason: String(data.reason) }, bubbles: true }),
    );
  };
}

customElements.define("hookledger-history", HookledgerHistory);
