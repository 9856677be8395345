/// Says what this process does of its service's work, so that one image serves requests here and consumes events there.
/// Entered by the services' jobs through [dev.groundswell.platform.role.NotAWorker]; the configuration switches consumers by the same setting.
/// Leans on the setting `groundswell.role` alone; a role that does not exist fails the start.
@NullMarked
package dev.groundswell.platform.role;

import org.jspecify.annotations.NullMarked;
