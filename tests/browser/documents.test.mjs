// The demo reports set as web pages and printed to PDF by Chromium, in several styles: every amount comes back as the
// text has it, in a PDF with page and box.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch, mingzhang, root, temporaryFolder } from './lib.mjs';
import { htmlOf, print } from './print.mjs';

const reports = readdirSync(path.join(root, 'content/reports'), { recursive: true })
    .filter((name) => name.endsWith('.txt')).sort();
const folder = temporaryFolder();

async function amounts(file) {
    const { status, stdout, stderr } = await mingzhang('parse', file);
    assert.equal(status, 0, stderr);
    const report = JSON.parse(stdout);
    return report.tables.flatMap((table) => table.rows.flatMap((row) => row.cells.map((cell) => ({
        what: `${table.key} ${row.key} ${cell.column} ${cell.amount}`, text: cell.text, page: cell.page, box: cell.box,
    }))));
}

const words = (list) => list.map((amount) => amount.what).sort();

test('documents', async (t) => {
    const browser = await launch();
    t.after(() => browser.close()); // also when it fails: an open browser keeps the process alive
    const page = await browser.newPage();
    for (const [i, name] of reports.entries()) {
        const text = path.join(root, 'content/reports', name);
        const wanted = await amounts(text);
        for (const style of [['bordered', 'plain'], ['landscape', 'narrow']][i % 2]) {
            await t.test(`${name} ${style}`, async () => {
                const html = htmlOf(readFileSync(text, 'utf8'), style);
                const file = path.join(folder, `${i}-${style}`);
                await writeFile(`${file}.html`, html);
                await writeFile(`${file}.pdf`, await print(page, html, style));
                assert.deepEqual(words(await amounts(`${file}.html`)), words(wanted));
                const got = await amounts(`${file}.pdf`);
                assert.deepEqual(words(got), words(wanted));
                for (const amount of got.filter((one) => one.text !== ''))
                    assert.ok(amount.page > 0 && amount.box?.length === 4, `${amount.what} has no page or box`);
            });
        }
    }
    await t.test('the source of a PDF shows its pages, each amount in a box', async () => {
        const site = path.join(folder, 'site');
        const place = path.join(site, 'content/reports/某市/某局');
        mkdirSync(place, { recursive: true });
        writeFileSync(path.join(site, 'content/site.json'), '{"title": "站", "page_images": true}');
        const text = readFileSync(path.join(root, 'content/reports', reports[0]), 'utf8');
        writeFileSync(path.join(place, '2024-final.pdf'), await print(page, htmlOf(text, 'bordered'), 'bordered'));
        const { status, stderr } = await mingzhang('build', '-C', site, '--check-links');
        assert.equal(status, 0, stderr);
        const told = [];
        page.on('console', (message) => told.push(message.text()));
        await page.goto(pathToFileURL(path.join(site, 'public/r/某市/某局/2024-final/source.html')).href);
        const boxes = await page.locator('.page-image rect').evaluateAll((all) => all.map((one) => {
            const box = one.getBoundingClientRect();
            return Math.min(box.width, box.height);
        }));
        assert.ok(boxes.length > 100 && boxes.every((size) => size > 2), `${boxes.length} boxes`);
        const images = await page.locator('.page-image image').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
        assert.ok(images.length > 2 && images.every((name) => /^pages\/\d+-[0-9a-f]{12}\.png$/.test(name)));
        assert.deepEqual(told, []);
    });
});
