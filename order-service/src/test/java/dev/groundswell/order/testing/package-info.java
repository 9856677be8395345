/// What the integration tests of this service share: the real parts, tokens, and a hand on both ends of the topics.
/// Entered by tests only.
/// Leans on PostgreSQL, Kafka and Redis of a test run, started once a JVM.
@NullMarked
package dev.groundswell.order.testing;

import org.jspecify.annotations.NullMarked;
