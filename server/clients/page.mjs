// The page at BASE/ in a headless browser: a picture is chosen, another is dropped, and one is no picture.
import puppeteer from "puppeteer-core";
import { readFileSync } from "fs";

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
const out = { elsewhere: [], faults: [] };
try {
  const page = await browser.newPage();
  page.on("request", (request) => {
    if (!request.url().startsWith(process.env.BASE)) out.elsewhere.push(request.url());
  });
  page.on("pageerror", (error) => out.faults.push(error.message));
  await page.goto(process.env.BASE);
  out.lang = await page.$eval("html", (html) => html.lang);
  out.named = await page.$$eval("input", (all) => all.map((one) => !!(one.labels?.length || one.ariaLabel)));

  const said = (text) =>
    page.waitForFunction((text) => document.getElementById("state").textContent.includes(text), {}, text);
  const shown = () =>
    page.evaluate(() => {
      const canvas = document.getElementById("photo");
      const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
      const drawn = (r, g, b) => {
        for (let at = 0; at < pixels.length; at += 4)
          if (pixels[at] === r && pixels[at + 1] === g && pixels[at + 2] === b) return true;
        return false;
      };
      return {
        state: document.getElementById("state").textContent,
        fault: document.getElementById("fault").textContent,
        size: [canvas.width, canvas.height],
        visible: !canvas.hidden,
        outline: drawn(0, 0x66, 0xcc),
        field: drawn(0, 0x88, 0),
        rows: [...document.querySelectorAll("#fields tbody tr")].map((row) =>
          [...row.cells].map((cell) => cell.textContent)
        ),
      };
    });

  await (await page.$("#file")).uploadFile(process.env.IMAGE);
  await said("document found");
  out.chosen = await shown();

  await page.reload();
  const bytes = readFileSync(process.env.IMAGE).toString("base64");
  await page.evaluate((bytes) => {
    const picture = Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([picture], "a.jpg", { type: "image/jpeg" }));
    document.getElementById("drop").dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, bytes);
  await said("document found");
  out.dropped = (await shown()).state;

  await (await page.$("#file")).uploadFile(process.env.NO_IMAGE);
  await page.waitForFunction(() => document.getElementById("fault").textContent);
  out.refused = (await shown()).fault;
} finally {
  await browser.close();
}
console.log(JSON.stringify(out));
