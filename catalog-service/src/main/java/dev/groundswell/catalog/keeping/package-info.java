/// What the catalogue's caches have in common: how new a request wants its copies, and how copies are written.
/// Entered by the rooms that keep products and manufacturers; start with [dev.groundswell.catalog.keeping.Freshness].
/// Leans on the platform's caches, which without Redis or Kafka are only asked more often.
@NullMarked
package dev.groundswell.catalog.keeping;

import org.jspecify.annotations.NullMarked;
