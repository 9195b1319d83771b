const statement = /^(listen|unlisten)\s+(\*|"(?:[^"]|"")+"|[a-z_][\w$]*)/i;

/**
 * What a simple query or a parsed statement asks of LISTEN and UNLISTEN, in order. Comments before a statement do not hide it.
 * @param bytes a client request of the wire protocol
 */
export function listenRequests(
  bytes: Uint8Array,
): { readonly verb: 'listen' | 'unlisten'; readonly channel: string }[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length > 10_000) return [];
  const type = buffer[0];
  if (type !== 0x51 && type !== 0x50) return [];
  const textStart = type === 0x51 ? 5 : buffer.indexOf(0, 5) + 1;
  const text = buffer.toString('utf8', textStart, buffer.indexOf(0, textStart));
  const found: { verb: 'listen' | 'unlisten'; channel: string }[] = [];
  // Comments go first: they may hold semicolons of their own.
  const bare = text.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, '');
  for (const part of bare.split(';')) {
    const match = statement.exec(part.trim());
    if (!match) continue;
    const name = match[2]!;
    found.push({
      verb: match[1]!.toLowerCase() as 'listen' | 'unlisten',
      channel: name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase(),
    });
  }
  return found;
}
