/// Decides which headers cross the gateway, in either direction, and which the gateway writes itself.
/// Entered by the upstream step when it passes a request on and when an answer comes back.
/// Leans on nothing; a header that nobody decided about passes.
@NullMarked
package dev.groundswell.gateway.header;

import org.jspecify.annotations.NullMarked;
