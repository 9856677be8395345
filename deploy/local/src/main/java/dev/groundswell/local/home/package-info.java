/// Where things lie: the data folder of one suite, the cache this machine's suites share, and the project's own files.
/// Every room that reads or writes a file enters here for its place; secrets are made here too.
/// Leans on the file system; a folder that cannot be written is told by its name.
@NullMarked
package dev.groundswell.local.home;

import org.jspecify.annotations.NullMarked;
