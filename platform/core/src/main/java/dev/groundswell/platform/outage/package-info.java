/// Tells a part that is away (a database, Kafka) from a fault of our own, so that clients are asked to come back instead of being told of an error.
/// Entered by the exception mappers with every failure that is no refusal; a module that knows a part adds a [dev.groundswell.platform.outage.OutageSign].
/// Leans on nothing; a failure nobody recognises is a fault.
@NullMarked
package dev.groundswell.platform.outage;

import org.jspecify.annotations.NullMarked;
