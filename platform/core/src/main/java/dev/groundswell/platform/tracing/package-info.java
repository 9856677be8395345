/// Carries one request's identity along: X-Request-Id and the W3C traceparent, into logs, answers and events.
/// Entered by the request filters and by consumers of events.
/// Leans on Vert.x' duplicated contexts for the MDC; a malformed header is replaced, never trusted.
@NullMarked
package dev.groundswell.platform.tracing;

import org.jspecify.annotations.NullMarked;
