// Short file: these signatures are hidden with one-time codes and with customer data.

/**
 * Masks a signature that is made with a key pair (`v1a,` of Standard Webhooks). Anyone can verify it with the public key, so a short value in
 * the body could be found by trying all values, just as with a hash of the body.
 */
export function hidePublicSignatures(value: string): string {
  return /(?:^|\s)v1a,/.test(value) ? "********" : value;
}
