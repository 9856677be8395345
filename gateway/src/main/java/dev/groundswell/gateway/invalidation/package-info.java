/// Declares kept answers stale: hears what services and admins tell of changes, and tells every gateway when an admin asks for it here.
/// Entered by Kafka, and from the pipeline for the one route the gateway answers itself.
/// Leans on Kafka: a 202 means that the event is written, a 503 that it may not be; saying it twice does no harm. With
/// Kafka away nothing is heard; what is kept then lasts no longer than its own lifetime, seconds for everything of ours.
@NullMarked
package dev.groundswell.gateway.invalidation;

import org.jspecify.annotations.NullMarked;
