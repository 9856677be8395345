/// Knows what HTTP says about answers that are kept: whether one may be stored, for how long it is fresh and how old it is (RFC 9111).
/// Entered by whoever keeps answers; everything here is a pure function of a request, an answer and the time, without a transport.
/// Leans on nothing; what cannot be understood counts as stale or as not to be stored, never as the opposite.
@NullMarked
package dev.groundswell.gateway.cache;

import org.jspecify.annotations.NullMarked;
