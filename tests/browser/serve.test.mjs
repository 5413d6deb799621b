// mingzhang serve in Chromium: a saved change appears by itself, trouble lies over the page, and nothing breaks the policy.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { launch, program, root, temporaryFolder } from './lib.mjs';

const site = path.join(temporaryFolder(), 'site');
const about = (words) => writeFileSync(path.join(site, 'content/pages/about.md'), `---\ntitle: 关于\n---\n\n${words}\n`);
const settings = (text) => writeFileSync(path.join(site, 'content/site.json'), text);

// Serves the site; resolves to { address, stop }.
function start() {
    const server = spawn(program, ['serve', '-C', site, '--port', '0'], { env: { ...process.env, MINGZHANG_DATA: root } });
    const ended = new Promise((done) => server.once('exit', done));
    return new Promise((done, fail) => {
        server.once('error', fail);
        server.stdout.once('data', (line) => done({
            address: line.toString().trim(),
            stop: () => {
                server.kill('SIGINT');
                return ended;
            },
        }));
    });
}

// A page, and what it complains of in the console.
async function open(browser) {
    const page = await browser.newPage();
    const complaints = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    return { page, complaints };
}

test('what is saved is on the screen', async () => {
    mkdirSync(path.join(site, 'content/pages'), { recursive: true });
    mkdirSync(path.join(site, 'content/reports'));
    settings('{"title": "试"}');
    about('最初的话');
    const server = await start();
    const browser = await launch();
    try {
        const { page, complaints } = await open(browser);
        await page.goto(`${server.address}about.html`);
        await page.getByText('最初的话').waitFor();
        about('后来的话');
        await page.getByText('后来的话').waitFor({ timeout: 10000 });

        settings('{"title": "试", "titel": "<b>错</b>"}');
        const trouble = page.getByRole('alert');
        await trouble.waitFor({ timeout: 10000 });
        assert.match(await trouble.innerText(), /content\/site\.json:1:/);
        assert.equal(await trouble.locator('b').count(), 0, 'text of an error is text');
        assert.match(await page.innerText('main'), /后来的话/, 'the last page stays below it');
        await trouble.getByRole('button').click();
        assert.equal(await trouble.count(), 0, 'it can be closed');
        settings('{"title": "好了"}');
        await page.getByText('好了').first().waitFor({ timeout: 10000 });
        assert.equal(await trouble.count(), 0);
        assert.deepEqual(complaints, [], 'the page complained');
    } finally {
        await browser.close();
        assert.equal(await server.stop(), 0);
    }
});

test('an amount is changed in its place, the rest of the page stays as the reader has it', async () => {
    const folder = 'content/reports/示例市示例区/示例市示例区档案馆';
    const report = path.join(site, folder, '2024-final.txt');
    const text = readFileSync(path.join(root, folder, '2024-final.txt'), 'utf8');
    mkdirSync(path.dirname(report), { recursive: true });
    settings('{"title": "试"}');
    writeFileSync(report, text);
    const server = await start();
    const browser = await launch();
    try {
        const { page, complaints } = await open(browser);
        const taken = page.waitForResponse((answer) => answer.request().resourceType() === 'fetch');
        await page.goto(`${server.address}r/示例市示例区/示例市示例区档案馆/2024-final/index.html`);
        await (await taken).finished();

        // The reader has scrolled and closed the list of contents; a script has marked the page.
        const amount = text.match(/[1-9]\d*\.\d\d/)[0];
        await page.evaluate(() => {
            document.querySelector('.toc-box').open = false;
            scrollTo(0, 1000);
            window.stays = true;
        });
        const before = await page.evaluate(() => scrollY);
        writeFileSync(report, text.replaceAll(amount, '4321.09'));
        await page.getByText('4,321.09').first().waitFor({ timeout: 10000 });
        assert.ok(before > 0);
        assert.deepEqual(await page.evaluate(() => [window.stays, scrollY, document.querySelector('.toc-box').open]),
            [true, before, false], 'the page was not loaded again');
        const shown = await page.evaluate(() => document.querySelector('main').textContent);
        const served = await page.evaluate(async () => new DOMParser()
            .parseFromString(await (await fetch(location.href)).text(), 'text/html').querySelector('main').textContent);
        assert.equal(shown, served, 'what is shown is what was served');

        // What a script has put elsewhere than it was cannot be changed in its place: the page is loaded again.
        await page.evaluate(() => {
            const row = document.querySelector('.grid tbody tr');
            row.parentNode.append(row);
        });
        writeFileSync(report, text.replaceAll(amount, '8765.03'));
        await page.getByText('8,765.03').first().waitFor({ timeout: 10000 });
        assert.equal(await page.evaluate(() => window.stays), undefined);

        // Nor is a stylesheet part of the page.
        await page.evaluate(() => { window.stays = true; });
        const styles = path.join(site, 'assets/base.css');
        mkdirSync(path.dirname(styles), { recursive: true });
        writeFileSync(styles, 'h1 { color: rgb(1, 2, 3) }');
        await page.waitForFunction(() => getComputedStyle(document.querySelector('h1')).color === 'rgb(1, 2, 3)', null, { timeout: 10000 });
        assert.equal(await page.evaluate(() => window.stays), undefined);
        assert.deepEqual(complaints, [], 'the page complained');
    } finally {
        await browser.close();
        assert.equal(await server.stop(), 0);
    }
});
