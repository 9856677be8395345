/// Tells every gateway to forget cached answers, by tag or by path, when an admin asks for it.
/// Entered from the pipeline for the one route the gateway answers itself.
/// Leans on Kafka: a 202 means that the event is written, a 503 that it may not be; saying it twice does no harm.
@NullMarked
package dev.groundswell.gateway.invalidation;

import org.jspecify.annotations.NullMarked;
