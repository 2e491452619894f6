/** There is no such attempt for who asks, or its bytes are not kept any more: not told apart. */
export function noPayload(): Response {
  return new Response(
    "There is nothing to download here: no such attempt, or its body is no longer kept.\n",
    {
      status: 404,
      headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
    },
  );
}
