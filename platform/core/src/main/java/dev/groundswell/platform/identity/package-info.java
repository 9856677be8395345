/// Tells who is calling, from the verified JWT alone.
/// Entered by resources after Quarkus has verified the token; the gateway verifies with the same settings.
/// Leans on SmallRye JWT and the issuer's public key; without a valid token there is no caller, only a 401.
@NullMarked
package dev.groundswell.platform.identity;

import org.jspecify.annotations.NullMarked;
