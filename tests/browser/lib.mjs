// Helpers of the browser tests (node 18 or newer, Chromium of the system, no network).
//
//   import { test } from 'node:test';
//   import { withSite, shoot } from './lib.mjs';
//
//   test('the home page', () => withSite(folder, async ({ site, page }) => {
//       await page.goto(site + '/index.html');
//   }));
//
// A page fails its test when it says an error on its console, throws, misses a file, or asks any other host for anything.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const program = process.env.MINGZHANG ?? path.join(root, 'build/mingzhang');

const contentTypes = {
    '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
    '.svg': 'image/svg+xml', '.png': 'image/png', '.ico': 'image/x-icon', '.woff2': 'font/woff2',
    '.json': 'application/json', '.csv': 'text/csv; charset=utf-8', '.txt': 'text/plain; charset=utf-8',
    '.xml': 'application/xml', '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

// Chromium's own traffic and first-run pages are switched off: only the page under test speaks.
const chromiumArguments = [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync',
];

// The first program of one of these names on the PATH; throws when there is none.
export function find(...names) {
    for (const name of names) {
        for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
            const candidate = path.join(folder, name);
            try {
                accessSync(candidate, constants.X_OK);
                return candidate;
            } catch {
                // not here, look on
            }
        }
    }
    throw new Error(`none of ${names.join(', ')} is on the PATH`);
}

// Serves a folder on 127.0.0.1; a path never leaves it. Resolves to { address, close }.
export async function serve(folder) {
    const base = path.resolve(folder);
    const server = createServer(async (request, response) => {
        const answer = (status, type, body) => {
            response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' });
            response.end(request.method === 'HEAD' ? undefined : body);
        };
        try {
            let wanted = decodeURIComponent(new URL(request.url, 'http://127.0.0.1').pathname);
            if (wanted.endsWith('/'))
                wanted += 'index.html';
            const file = path.join(base, wanted);
            if (wanted.includes('\0') || !file.startsWith(base + path.sep) || !(await stat(file)).isFile())
                return answer(404, 'text/plain', 'not found');
            const type = contentTypes[path.extname(file)] ?? 'application/octet-stream';
            answer(200, type, await readFile(file));
        } catch (error) {
            answer(error instanceof URIError ? 400 : 404, 'text/plain', 'not found');
        }
    });
    await new Promise((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done));
    return {
        address: `http://127.0.0.1:${server.address().port}`,
        close: () => new Promise((done) => {
            server.closeAllConnections?.();
            server.close(done);
        }),
    };
}

export function launch() {
    return chromium.launch({ executablePath: find('chromium', 'chromium-browser'), args: chromiumArguments });
}

// Notes everything a page does wrong into `complaints`. `allowed` is the only origin it may ask (null for file:// pages).
function listen(page, complaints, allowed) {
    page.on('console', (message) => {
        if (message.type() === 'error')
            complaints.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => complaints.push(`thrown: ${error.message}`));
    page.on('response', (response) => {
        if (response.status() >= 400)
            complaints.push(`${response.status()}: ${response.url()}`);
    });
    page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
    page.on('request', (request) => {
        const url = new URL(request.url());
        const own = url.origin === allowed || ['file:', 'data:', 'blob:', 'about:'].includes(url.protocol);
        if (!own)
            complaints.push(`foreign request: ${request.url()}`);
    });
}

// Runs `body({ site, browser, context, page, complaints })` on a served folder in a fresh browser; fails on any complaint.
// `options` are those of Playwright's newContext, for example { viewport, javaScriptEnabled: false }.
export async function withSite(folder, body, options = {}) {
    const server = await serve(folder);
    try {
        await withBrowser(server.address, body, options);
    } finally {
        await server.close();
    }
}

// The same without a server: `site` is the file:// address of the folder.
export async function withFiles(folder, body, options = {}) {
    await withBrowser(`file://${path.resolve(folder).split('/').map(encodeURIComponent).join('/')}`, body, options);
}

async function withBrowser(site, body, options) {
    const browser = await launch();
    try {
        const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
        const complaints = [];
        context.on('page', (page) => listen(page, complaints, site.startsWith('http') ? site : null));
        const page = await context.newPage();
        await body({ site, browser, context, page, complaints });
        assert.deepEqual(complaints, [], 'the page complained');
    } finally {
        await browser.close();
    }
}

// Whole-page pictures at the width of a desk and of a phone: NAME-1280.png, NAME-390.png in `folder`. Returns their names.
export async function shoot(page, folder, name) {
    const before = page.viewportSize();
    const files = [];
    for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
        const file = path.join(folder, `${name}-${width}.png`);
        await page.screenshot({ path: file, fullPage: true });
        files.push(file);
    }
    if (before !== null)
        await page.setViewportSize(before);
    return files;
}

// Runs the program under test; resolves to { status, stdout, stderr } whatever the status is.
export async function mingzhang(...words) {
    try {
        const { stdout, stderr } = await promisify(execFile)(program, words, { cwd: root, maxBuffer: 1 << 28 });
        return { status: 0, stdout, stderr };
    } catch (error) {
        if (typeof error.code !== 'number')
            throw error;
        return { status: error.code, stdout: error.stdout, stderr: error.stderr };
    }
}

// A temporary folder that is removed when the tests end.
export function temporaryFolder() {
    const folder = mkdtempSync(path.join(tmpdir(), 'mingzhang-browser-'));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    return folder;
}
