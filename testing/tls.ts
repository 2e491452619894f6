import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { isIPv4 } from "node:net";

/**
 * Makes a self-signed certificate and its key, both PEM, for tests of https: without openssl, which may be missing,
 * and without a key in the repository. `names` are DNS names or IPv4 addresses. A client trusts the certificate if it is its `ca`.
 */
export function makeCertificate({
  names = ["localhost", "127.0.0.1"],
  notBefore = new Date(Date.now() - 3_600_000),
  notAfter = new Date(Date.now() + 86_400_000),
} = {}): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const ecdsaWithSha256 = encodeSequence(encodeOid("2a8648ce3d040302"));
  const commonName = encodeSequence(
    encodeSet(encodeSequence(encodeOid("550403"), encodeDer(0x0c, Buffer.from("Hookledger test")))),
  );
  const alternativeNames = names.map((name) =>
    isIPv4(name)
      ? encodeDer(0x87, Buffer.from(name.split(".").map(Number)))
      : encodeDer(0x82, Buffer.from(name)),
  );
  // RFC 5280, 4.1
  const tbsCertificate = encodeSequence(
    encodeDer(0xa0, encodeInteger(Buffer.of(2))),
    encodeInteger(Buffer.concat([Buffer.of(1), randomBytes(15)])),
    ecdsaWithSha256,
    commonName,
    encodeSequence(encodeTime(notBefore), encodeTime(notAfter)),
    commonName,
    publicKey.export({ type: "spki", format: "der" }),
    encodeDer(
      0xa3,
      encodeSequence(
        encodeSequence(encodeOid("551d11"), encodeDer(0x04, encodeSequence(...alternativeNames))),
      ),
    ),
  );
  const signature = sign("sha256", tbsCertificate, privateKey);
  const certificate = encodeSequence(
    tbsCertificate,
    ecdsaWithSha256,
    encodeDer(0x03, Buffer.concat([Buffer.of(0), signature])),
  );
  const base64 = certificate.toString("base64").replace(/.{64}/g, "$&\n");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  };
}

/** Encodes tag, length and content (ITU-T X.690, 8.1), for contents under 64 KiB. */
function encodeDer(tag: number, content: Uint8Array): Buffer {
  const { length } = content;
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...head), content]);
}

const encodeSequence = (...parts: Uint8Array[]) => encodeDer(0x30, Buffer.concat(parts));
const encodeSet = (...parts: Uint8Array[]) => encodeDer(0x31, Buffer.concat(parts));
const encodeInteger = (bytes: Uint8Array) => encodeDer(0x02, bytes);
const encodeOid = (hex: string) => encodeDer(0x06, Buffer.from(hex, "hex"));

/** GeneralizedTime, in the form of RFC 5280, 4.1.2.5.2: "20261121013000Z". Clients accept it before 2050 too, instead of UTCTime. */
function encodeTime(date: Date): Buffer {
  return encodeDer(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]/g, "").slice(0, 14)}Z`));
}
