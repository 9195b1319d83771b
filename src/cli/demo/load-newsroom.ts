import type { DemoNewsroom } from '../../../datasets/demo-newsroom/demo-newsroom.ts';
import type { MastheadClient } from '../../client/client.ts';

/** Sends the newsroom over REST, as any client would. What is there already stays as it is. */
export async function loadNewsroom(client: MastheadClient, newsroom: DemoNewsroom): Promise<void> {
  const sent = [
    await client.items.send([...newsroom.articles, ...newsroom.olderItems, ...newsroom.ads]),
    await client.events.send(newsroom.events),
  ];
  for (const user of newsroom.users) await client.users.put(user);
  const rejected = sent.flatMap((report) => report.rejected);
  if (rejected.length > 0)
    throw new Error(`the demo newsroom was refused: line ${rejected[0]!.line}: ${rejected[0]!.detail}`);
}
