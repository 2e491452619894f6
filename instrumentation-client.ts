// Short file: Next loads exactly this one.

/**
 * Next calls this at the start of every navigation: by a link, a form, the browser's history or a script. Listeners run within the
 * navigation's transition (components/shell/navigation-progress.tsx).
 */
export function onRouterTransitionStart(): void {
  dispatchEvent(new Event("navigation-start"));
}
