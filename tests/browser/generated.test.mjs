// Generated reports, also of other families than the usual ones, as PDF by three producers, DOCX, XLSX and web pages in
// several looks: every amount comes back, in a PDF with the page and box where it stands.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { find, program, root } from './lib.mjs';

const count = 12; // reports; as many documents of each kind

const kinds = ['PDF chromium', 'PDF cairo', 'PDF office', 'DOCX', 'XLSX', 'HTML'];

const byOffice = (kind) => kind === 'PDF office' || kind === 'DOCX';

function hasOffice() {
    try {
        return find('soffice') !== '';
    } catch {
        return false;
    }
}

function documents() {
    const words = [path.join(root, 'tests/generate/print-documents'), path.dirname(program), String(count)];
    return new Promise((done) => execFile('bash', words, { maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
        done({ error, stdout, stderr })));
}

test('generated documents', async (t) => {
    const { stdout, stderr } = await documents();
    for (const kind of kinds) {
        const skip = byOffice(kind) && !hasOffice() && 'LibreOffice is not installed';
        await t.test(kind, { skip }, () => {
            const lines = stdout.split('\n');
            const sum = lines.find((line) => line.startsWith(`${kind}\t`)) ?? '';
            assert.match(sum, new RegExp(`\t${count} documents, .* of [1-9]\\d* amounts right`), stdout + stderr);
            const [ending, producer = ''] = kind.toLowerCase().split(' ');
            const faults = lines.map((line) => line.split('\t')).filter(([verdict, name]) => verdict === 'FAULT' &&
                name.endsWith(`.${ending}`) && name.includes(`.${producer}`)).map(([, name]) => name);
            assert.deepEqual(faults, [], stdout);
        });
    }
});
