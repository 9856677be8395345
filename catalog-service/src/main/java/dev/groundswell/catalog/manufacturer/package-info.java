/// Who makes what: manufacturers, read by anyone and written by admins.
/// Entered over HTTP, and by the product room, whose products name their manufacturer.
/// Leans on the catalogue's database: when that is away, requests fail with a 5xx and nothing has changed.
@NullMarked
package dev.groundswell.catalog.manufacturer;

import org.jspecify.annotations.NullMarked;
