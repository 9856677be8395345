/// Keeps customers and erases them.
/// Entered by `/api/customers…`.
/// Leans on the customer's shard, by Panache over the routing pool.
@NullMarked
package dev.groundswell.order.customers;

import org.jspecify.annotations.NullMarked;
