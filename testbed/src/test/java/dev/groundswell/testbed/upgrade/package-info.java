/// What the suite keeps while its processes are replaced by those of another commit. A long run, tagged `long`.
/// Nobody enters but the build.
/// Leans on git and the project's own build for the other commit, on the launcher, which starts an instance from the package it is told of, and on the replay.
@NullMarked
package dev.groundswell.testbed.upgrade;

import org.jspecify.annotations.NullMarked;
