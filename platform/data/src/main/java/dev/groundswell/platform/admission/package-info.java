/// Decides which requests a service begins, and until when it works on them; start with [dev.groundswell.platform.admission.Admission].
/// Entered by every request at the public port, ahead of its resource; what follows asks [dev.groundswell.platform.http.Deadline].
/// Leans on a count and the clock of this process alone; a request too many is refused at once with 503.
@NullMarked
package dev.groundswell.platform.admission;

import org.jspecify.annotations.NullMarked;
