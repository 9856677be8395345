/// The running suite and what a test does with it: shop through the gateway, knock at a service's own door, look behind both.
/// Start here with [dev.groundswell.testbed.suite.SuiteExtension] and [dev.groundswell.testbed.suite.Shop]; every room of the testbed enters.
/// Leans on `local.testing` and the packaged services: when one of them does not start, every test fails with what the launcher told.
@NullMarked
package dev.groundswell.testbed.suite;

import org.jspecify.annotations.NullMarked;
