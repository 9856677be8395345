/// Which categories there are and how many products each holds.
/// Entered over HTTP only; nobody writes a category, it is there while a product names it.
/// Leans on the catalogue's database, whose triggers count; when that is away, requests fail with a 5xx.
@NullMarked
package dev.groundswell.catalog.category;

import org.jspecify.annotations.NullMarked;
