/// Decides which headers cross the gateway, in either direction, and which the gateway writes itself.
/// Entered by the steps when a request is passed on, when an answer comes back, and when it goes out to the client.
/// Leans on nothing; a header that nobody decided about passes.
@NullMarked
package dev.groundswell.gateway.header;

import org.jspecify.annotations.NullMarked;
