/// What the catalogue's tests share: the real parts, a pricing that says what it is told, HTTP as admin or customer, Kafka from outside.
/// Entered by the tests of all rooms.
/// Leans on `deploy/local`, which starts PostgreSQL and Kafka once per test run.
@NullMarked
package dev.groundswell.catalog;

import org.jspecify.annotations.NullMarked;
