/// A Redis server for one machine, its data kept in the suite's folder.
/// `local.parts` enters; the binary comes from a Maven artifact and is used directly.
/// Leans on the system's OpenSSL 3 on Linux (the binary is linked to it): without it the start fails and the log's end says so.
@NullMarked
package dev.groundswell.local.redis;

import org.jspecify.annotations.NullMarked;
