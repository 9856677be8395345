/// How copies of the catalogue are written for Redis.
/// Entered by the rooms that keep products and manufacturers; start with [dev.groundswell.catalog.keeping.JsonCodec].
/// Leans on nothing: bytes that are no such copy are refused, and the cache takes them for nothing.
@NullMarked
package dev.groundswell.catalog.keeping;

import org.jspecify.annotations.NullMarked;
