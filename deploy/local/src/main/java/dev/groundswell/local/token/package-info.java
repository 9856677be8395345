/// Identities for a local suite: an RS256 key pair made at first start and the JSON Web Tokens signed with it.
/// The launcher's `token` command, the demo loader and tests enter; services only read the public key's file.
/// Leans on the JDK alone, because services' tests load it and `./dev token` must start in an instant; jose4j judges it in our tests.
@NullMarked
package dev.groundswell.local.token;

import org.jspecify.annotations.NullMarked;
