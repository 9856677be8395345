/// Where measured results are kept: pages of `docs/reference` that end in a table, a row a measurement, each naming the commit it is of.
/// Entered by the commands that measure; start at [dev.groundswell.testbed.book.Book].
/// Leans on the file and on git; a page that does not end in its table stays as it is and is told, without git the commit is `unknown`.
@NullMarked
package dev.groundswell.testbed.book;

import org.jspecify.annotations.NullMarked;
