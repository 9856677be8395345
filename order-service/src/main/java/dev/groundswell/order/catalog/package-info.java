/// Asks catalog-service for the products shown in a list of orders.
/// Entered by tracking.
/// Leans on catalog-service over HTTP; when it is away or slow, lines come without their products.
@NullMarked
package dev.groundswell.order.catalog;

import org.jspecify.annotations.NullMarked;
