# The test runner itself: it must see every way in which a program can fail, or all other tests are worth nothing.
. "$(dirname "$0")/../lib.sh"

mkdir -p tests/cli build
cp "$ROOT/tests/run" "$ROOT/tests/lib.sh" tests/

# runner BODY WANTED: what the runner's last line and status are for one shell test with this body.
runner() {
    local wanted=$3 got
    printf '%s\n' "$2" >tests/cli/case.sh
    got=$(env -u ONLY TEST_SECONDS=1 bash tests/run build plain 2>&1)
    local status=$?
    is "$1" "$(tail -n 1 <<<"$got") $status" "$wanted"
}

runner "all pass" 'echo "1..2"; echo "ok 1 - a"; echo "ok 2 - b"' "2 passed, 0 failed, 0 skipped 0"
runner "plan at the end" 'echo "ok 1"; echo "1..1"' "1 passed, 0 failed, 0 skipped 0"
runner "a failure" 'echo "1..2"; echo "ok 1"; echo "not ok 2"' "1 passed, 1 failed, 0 skipped 1"
runner "a skipped test" 'echo "1..2"; echo "ok 1"; echo "ok 2 # SKIP why"' "1 passed, 0 failed, 1 skipped 0"
runner "a skipped program" 'echo "1..0 # SKIP why"' "0 passed, 0 failed, 1 skipped 0"
runner "a subtest counts once" 'echo "    not ok 1"; echo "ok 1"; echo "1..1"' "1 passed, 0 failed, 0 skipped 0"
runner "no test" 'true' "0 passed, 1 failed, 0 skipped 1"
runner "an empty plan" 'echo "1..0"' "0 passed, 1 failed, 0 skipped 1"
runner "no plan" 'echo "ok 1"' "1 passed, 1 failed, 0 skipped 1"
runner "too few tests" 'echo "1..3"; echo "ok 1"' "1 passed, 1 failed, 0 skipped 1"
runner "too many tests" 'echo "1..1"; echo "ok 1"; echo "ok 2"' "2 passed, 1 failed, 0 skipped 1"
runner "bad status" 'echo "1..1"; echo "ok 1"; exit 5' "1 passed, 1 failed, 0 skipped 1"
runner "killed" 'echo "1..1"; echo "ok 1"; kill -SEGV $$' "1 passed, 1 failed, 0 skipped 1"
runner "bails out" 'echo "1..1"; echo "ok 1"; echo "Bail out!"' "1 passed, 1 failed, 0 skipped 1"
runner "too slow" 'echo "1..1"; echo "ok 1"; sleep 30' "1 passed, 1 failed, 0 skipped 1"
runner "library: passes" '. tests/lib.sh; ok "true" true; is "same" a a' "2 passed, 0 failed, 0 skipped 0"
runner "library: fails" '. tests/lib.sh; ok "false" false; is "other" a b' "0 passed, 2 failed, 0 skipped 1"
runner "library: dies in the middle" '. tests/lib.sh; ok "true" true; exit 3' "1 passed, 1 failed, 0 skipped 1"
runner "library: crash is no refusal" '. tests/lib.sh; not_ok "a" bash -c "kill -SEGV \$\$"' "0 passed, 1 failed, 0 skipped 1"
# What is shown of a failing program: where it failed, not the hundreds of tests that passed.
cat >tests/cli/case.sh <<'EOF'
echo "ok 1 - good"
echo "# before"
echo "not ok 2 - bad"
echo "# why"
echo "ok 3 - fine"
echo "  ---"
echo "ok 4 - last"
echo "1..5"
EOF
is "failures are shown with what they say" "$(env -u ONLY bash tests/run build plain 2>&1 | grep '^     |' | cut -c8-)" \
    $'# before\nnot ok 2 - bad\n# why\n1..5'
sed -i '/^echo "1..5"/d' tests/cli/case.sh
is "and the last test of a program that ended early" \
    "$(env -u ONLY bash tests/run build plain 2>&1 | grep '^     |' | tail -n 1 | cut -c8-)" 'ok 4 - last'
rm tests/cli/case.sh
is "nothing to run" "$(bash tests/run build plain 2>&1 | tail -n 1)" "0 passed, 1 failed, 0 skipped"
