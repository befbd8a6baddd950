// SPDX-License-Identifier: Apache-2.0

// LeakSanitizer asks for this by name. Pango fills fontconfig's caches from threads of its own, which may
// still be at it when the test ends; how much then counts as leaked differs from run to run. It does not
// grow with the number of painters.
extern "C" const char* __lsan_default_suppressions();   // NOLINT(bugprone-reserved-identifier)
extern "C" const char* __lsan_default_suppressions() {  // NOLINT(bugprone-reserved-identifier)
    return "leak:libfontconfig\nleak:libpangoft2\n";
}
