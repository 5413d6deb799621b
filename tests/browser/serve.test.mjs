// mingzhang serve in Chromium: a saved change appears by itself, trouble lies over the page, and nothing breaks the policy.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
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

test('what is saved is on the screen', async () => {
    mkdirSync(path.join(site, 'content/pages'), { recursive: true });
    mkdirSync(path.join(site, 'content/reports'));
    settings('{"title": "试"}');
    about('最初的话');
    const server = await start();
    const browser = await launch();
    try {
        const page = await browser.newPage();
        const complaints = [];
        page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
        page.on('pageerror', (error) => complaints.push(error.message));
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
