/// Runs the public test suite of HTTP caches, [http-tests/cache-tests](https://github.com/http-tests/cache-tests), against the packaged gateway and keeps the score in
/// `docs/reference/conformance.md`. Entered by `./dev conformance` through [dev.groundswell.testbed.conformance.ConformanceCommand]; read [dev.groundswell.testbed.conformance.ProxiedOrigin] next.
/// Leans on a checkout of the suite, whose origin, client and rules are used as they are, and on Node.js; both processes and the gateway end with this one, and what is missing is told before anything starts.
@NullMarked
package dev.groundswell.testbed.conformance;

import org.jspecify.annotations.NullMarked;
