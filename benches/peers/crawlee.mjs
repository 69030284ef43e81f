// Crawlee with Playwright as it would be used for this: every link, and every element that can be clicked, four at a time.
import { PlaywrightCrawler, Configuration } from 'crawlee';

let states = 0;
const crawler = new PlaywrightCrawler({
  minConcurrency: 4, maxConcurrency: 4, maxRequestsPerCrawl: 3000, requestHandlerTimeoutSecs: 60, maxRequestRetries: 1,
  launchContext: { launchOptions: { executablePath: process.env.KLARSYN_CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] } },
  async requestHandler({ page, enqueueLinks, enqueueLinksByClickingElements }) {
    states += 1;
    await page.waitForLoadState('networkidle').catch(() => {});
    await enqueueLinks({ strategy: 'same-origin' });
    await enqueueLinksByClickingElements({ selector: 'button, [onclick], [role=button], summary' });
  },
}, new Configuration({ persistStorage: false, purgeOnStart: true }));
// Endless spaces are not left by itself: what it did in two minutes counts.
const end = () => { console.log(states); process.exit(0); };
setTimeout(end, 120_000);
await crawler.run([process.argv[2]]);
end();
