/// How many pieces of each sku there are and how many of them are promised to orders.
/// Entered over HTTP by readers and admins, and by the reserving room through [dev.groundswell.catalog.stock.StockRows], inside its transaction.
/// Leans on the catalogue's database and reads it for every answer, no replica and no cache; when it is away, requests fail with a 5xx.
@NullMarked
package dev.groundswell.catalog.stock;

import org.jspecify.annotations.NullMarked;
