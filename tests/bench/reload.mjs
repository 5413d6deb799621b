// node tests/bench/reload.mjs SITE REPORT [TIMES]: how long until a saved change is on the screen.
//
// Serves the site in the folder SITE, opens the page of REPORT (a text below content/reports) in headless Chromium, and
// changes an amount of it TIMES times (20). Prints the milliseconds from the end of each save until the event that tells
// the page to load again, until the new amount is on the screen, and until the whole build was told: the median and the
// longest. By hand; times on a machine with other work say nothing.
//
//     build/bench/site /tmp/s 1000
//     node tests/bench/reload.mjs /tmp/s 虚构市云溪区/虚构市云溪区档案馆/2021-final.txt
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { launch, program, root } from '../browser/lib.mjs';

const [site, report, times = '20'] = process.argv.slice(2);
const file = path.join(site, 'content/reports', report);
const before = readFileSync(file, 'utf8');
const amount = before.match(/[1-9]\d*\.\d\d/)[0];

// Starts `mingzhang serve`; resolves to its address once the site is built.
function start() {
    const server = spawn(program, ['serve', '-C', site, '--port', '0'], {
        env: { ...process.env, MINGZHANG_DATA: root }, stdio: ['ignore', 'pipe', 'ignore'] });
    return new Promise((done) => server.stdout.once('data', (line) => done({ server, address: line.toString().trim() })));
}

// Calls `hear` with the name and the time of every event.
async function listen(address, hear) {
    const answer = await fetch(`${address}.mingzhang/events`);
    const text = new TextDecoder();
    for await (const bytes of answer.body) {
        for (const [, name] of text.decode(bytes).matchAll(/^event: (\w+)/gm)) hear(name, performance.now());
    }
}

function row(name, numbers) {
    numbers.sort((a, b) => a - b);
    console.log(`${name.padEnd(32)} median ${numbers[numbers.length >> 1].toFixed(0)} ms, longest ${numbers.at(-1).toFixed(0)} ms`);
}

const { server, address } = await start();
const browser = await launch();
const told = { reports: [], build: [] }, shown = [];
let inPlace = 0;
try {
    const page = await browser.newPage();
    // The page says itself when the amount that is waited for stands in it and was painted, be it changed in its place or
    // loaded again: asking it from outside is done in steps of up to half a second.
    await page.addInitScript(() => {
        let waiting = true;
        const look = () => {
            const wanted = sessionStorage.getItem('wanted');
            if (!waiting || !wanted || !document.body?.textContent.includes(wanted))
                return;
            waiting = false;
            requestAnimationFrame(() => setTimeout(() => console.debug(`painted ${performance.timeOrigin + performance.now()}`)));
        };
        window.waitFor = (wanted) => {
            sessionStorage.setItem('wanted', wanted);
            waiting = true;
            window.stays = true;
        };
        new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
        addEventListener('DOMContentLoaded', look);
    });
    let painted = () => {};
    page.on('console', (line) => line.text().startsWith('painted ') && painted(Number(line.text().slice(8))));
    await page.goto(`${address}r/${report.replace(/\.txt$/, '')}/index.html`);
    const heard = {};
    listen(address, (name, when) => heard[name]?.(when)).catch(() => {});
    await new Promise((done) => setTimeout(done, 1000));
    for (let i = 0; i < Number(times); i++) {
        const value = `${1000 + i}.07`;
        const events = ['reports', 'build'].map((name) => new Promise((done) => { heard[name] = done; }));
        const seen = new Promise((done) => { painted = done; });
        const printed = Number(value).toLocaleString('en', { minimumFractionDigits: 2 });
        await page.evaluate((wanted) => window.waitFor(wanted), printed);
        writeFileSync(file, before.replace(amount, value));
        const saved = performance.now();
        shown.push(await seen - performance.timeOrigin - saved);
        await page.getByText(printed).first().waitFor();
        inPlace += await page.evaluate(() => window.stays === true);
        told.reports.push(await events[0] - saved);
        told.build.push(await events[1] - saved);
        await new Promise((done) => setTimeout(done, 300));
    }
} finally {
    writeFileSync(file, before);
    await browser.close();
    server.kill('SIGINT');
}
row('told that its page has changed', told.reports);
row('on the screen', shown);
row('told that all is built', told.build);
console.log(`changed in its place, not loaded again: ${inPlace} of ${times}`);
