/// Keeps consistency tokens for browsers, which cannot: in a cookie.
/// A step of the gateway's pipeline, entered by nobody else; see [dev.groundswell.gateway.consistency.TokenCookie].
/// Leans on nothing. What is in the cookie is judged by the services: a damaged token makes them read primaries.
@NullMarked
package dev.groundswell.gateway.consistency;

import org.jspecify.annotations.NullMarked;
