/// A believable shop to look at: products, manufacturers, prices and stock, the same for the same number on every machine.
/// `local.suite` enters once a suite is ready; everything goes through the gateway's public API, as any client's data would.
/// Leans on that API; when it refuses, the suite stays up without a demo and the reason is told.
@NullMarked
package dev.groundswell.local.demo;

import org.jspecify.annotations.NullMarked;
