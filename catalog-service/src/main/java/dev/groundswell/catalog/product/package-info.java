/// The products: read one by one, by page, by search or by their skus, and written by admins, each change told as `product-changed`.
/// Entered over HTTP only; start reading at `ProductResource` and [dev.groundswell.catalog.product.WritingProducts].
/// Leans on the catalogue's database, whose absence fails requests with a 5xx, and on pricing for one expansion, which is left out when it is away.
@NullMarked
package dev.groundswell.catalog.product;

import org.jspecify.annotations.NullMarked;
