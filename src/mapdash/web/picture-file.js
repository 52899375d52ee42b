/*
 * A picture as a file: a PNG that says in itself what it shows, whom to credit and where it
 * comes from, in text chunks (iTXt) as the PNG specification has them.
 */

const BEFORE_TEXT = 33; // the signature, and the chunk IHDR that has to come first
const bytesOf = (text) => new TextEncoder().encode(text);

function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

function joinedBytes(parts) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function bigEndian(number) {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
}

/* Keyword, not compressed, no language, no translated keyword, text. */
function textChunk(keyword, text) {
  const body = joinedBytes([bytesOf("iTXt"), bytesOf(keyword), new Uint8Array(5), bytesOf(text)]);
  return joinedBytes([bigEndian(body.length - 4), body, bigEndian(checksum(body))]);
}

/* The PNG of a canvas, with texts in it by keyword. */
export async function pngWith(canvas, texts) {
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  const png = new Uint8Array(await blob.arrayBuffer());
  const chunks = Object.entries(texts).filter(([, text]) => text).map(([keyword, text]) => textChunk(keyword, text));
  const whole = [png.subarray(0, BEFORE_TEXT), ...chunks, png.subarray(BEFORE_TEXT)];
  return new Blob(whole, { type: "image/png" });
}

export function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
